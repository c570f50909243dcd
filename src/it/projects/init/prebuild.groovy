// As `mvn compile` would do, whose plugins are none of this build's.
import javax.tools.ToolProvider

def classes = new File(basedir, 'web/target/classes')
classes.mkdirs()
def source = new File(basedir, 'web/src/main/java/app/Main.java')
return ToolProvider.systemJavaCompiler.run(null, null, null, '-d', classes.path, source.path) == 0
