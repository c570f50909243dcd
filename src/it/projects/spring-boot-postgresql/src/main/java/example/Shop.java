package example;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders into a database, and has a page that needs none. */
@SpringBootApplication
@RestController
public class Shop {

    record Order(String id) {}

    private final JdbcTemplate database;

    Shop(JdbcTemplate database) {
        this.database = database;
    }

    public static void main(String[] args) {
        SpringApplication.run(Shop.class, args);
    }

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    Order take(@RequestBody Order order) {
        database.update("insert into orders (id) values (?) on conflict do nothing", order.id());
        return order;
    }

    @GetMapping("/orders/{id}")
    ResponseEntity<Order> find(@PathVariable String id) {
        List<String> found = database.queryForList("select id from orders where id = ?", String.class, id);
        return found.isEmpty() ? ResponseEntity.notFound().build() : ResponseEntity.ok(new Order(id));
    }

    @GetMapping("/opening-hours")
    String openingHours() {
        return "Mon-Fri 8-18";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    void databaseFailed(DataAccessException e) {}
}
