using System.Xml.Linq;

namespace RnnLint.Cli.Tests;

public sealed class ProjectTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        </Project>
        """;

    private readonly Scratch _scratch = new();

    public ProjectTests()
    {
        _scratch.Write("Directory.Build.props", "<Project />");
        _scratch.Write("Directory.Packages.props", "<Project />");
        _scratch.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("App/App.csproj")]
    [InlineData("App.slnx")]
    public async Task Projects_and_solutions_are_loaded(string path)
    {
        _scratch.Write("App/App.csproj", Project);
        _scratch.Write("App/One.cs", "class One;");
        _scratch.Write("App/Two.cs", "class Two;");
        _scratch.Write("App.slnx", """<Solution><Project Path="App/App.csproj" /></Solution>""");
        await CliWrap.Cli.Wrap("dotnet").WithArguments(["restore", "App"]).WithWorkingDirectory(_scratch.Folder).ExecuteAsync();

        var run = await Tool.RunAsync(_scratch, "check", path);

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldStartWith("2 files:");
        run.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_project_is_a_suite_of_junit()
    {
        _scratch.Write("my app/App.csproj", Project);
        _scratch.Write("my app/Models/Rnn.cs", RulePage.Of("RNN0099").Right.First());
        await CliWrap.Cli.Wrap("dotnet").WithArguments(["restore", "my app"]).WithWorkingDirectory(_scratch.Folder).ExecuteAsync();

        var run = await Tool.RunAsync(_scratch, "check", "my app/App.csproj", "--format", "junit");

        run.ExitCode.ShouldBe(0, run.Errors);
        var suite = XDocument.Parse(run.Output).Root!.Elements().ShouldHaveSingleItem();
        ((string)suite.Attribute("name")!).ShouldBe("my app/App.csproj");
        ((string)suite.Element("testcase")!.Attribute("file")!).ShouldBe("my app/Models/Rnn.cs");
    }

    [Fact]
    public async Task A_project_that_does_not_load_is_2_with_its_name_and_the_reason()
    {
        _scratch.Write("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");

        var run = await Tool.RunAsync(_scratch, "check", "App/App.csproj");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("App.csproj could not be loaded");
        run.Errors.ShouldEndWith("rnnlint: without its projects the code can be read as it is: name the folder of App.csproj instead\n");
        run.Errors.ShouldContain("TargetFramework");
    }

    [Fact]
    public async Task A_project_without_its_packages_is_2()
    {
        _scratch.Write("App/App.csproj", Project);
        _scratch.Write("App/One.cs", "class One;");

        var run = await Tool.RunAsync(_scratch, "check", "App/App.csproj");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("the packages of App are not restored");
    }

    [Fact]
    public async Task Loose_files_below_a_project_are_read_as_they_are()
    {
        _scratch.Write("App/App.csproj", "not a project");
        _scratch.Write("App/One.cs", "class One;");

        (await Tool.RunAsync(_scratch, "check", "App")).ExitCode.ShouldBe(0);
    }

    /// <summary>The matrix class is in a project of its own, as it often is; and that may be for another framework.</summary>
    [Theory]
    [InlineData("net10.0")]
    [InlineData("netstandard2.0")]
    public async Task Code_of_another_project_is_read_where_it_is_used(string framework)
    {
        _scratch.Write("App/App.csproj", Project.Replace("</Project>", """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>""", StringComparison.Ordinal));
        _scratch.Write("Lib/Lib.csproj", Project.Replace("net10.0", framework, StringComparison.Ordinal));
        _scratch.Write("Lib/Matrix.cs", """
            namespace Lib
            {
                public class Matrix
                {
                    readonly int rows, columns;
                    readonly double[] cells;
                    public Matrix(int rows, int columns) { this.rows = rows; this.columns = columns; cells = new double[rows * columns]; }
                    public double this[int i, int j] { get => cells[i * columns + j]; set => cells[i * columns + j] = value; }
                    public double[] Times(double[] x)
                    {
                        var y = new double[rows];
                        for (int i = 0; i < rows; i++)
                            for (int j = 0; j < columns; j++) y[i] += this[i, j] * x[j];
                        return y;
                    }
                    public void AddOuter(double[] a, double[] b)
                    {
                        for (int i = 0; i < rows; i++)
                            for (int j = 0; j < columns; j++) this[i, j] += a[i] * b[j];
                    }
                }
            }
            """);
        _scratch.Write("App/Rnn.cs", """
            using System;
            using Lib;

            public class Rnn
            {
                readonly int n;
                readonly Matrix W;
                public readonly Matrix dW;

                public Rnn(int n)
                {
                    this.n = n;
                    W = new Matrix(n, n);
                    dW = new Matrix(n, n);
                    var random = new Random(1);
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) W[i, j] = random.NextDouble();
                }

                public double[][] Forward(double[][] x)
                {
                    var h = new double[x.Length + 1][];
                    h[0] = new double[n];
                    for (int t = 0; t < x.Length; t++)
                    {
                        var a = W.Times(h[t]);
                        h[t + 1] = new double[n];
                        for (int j = 0; j < n; j++) h[t + 1][j] = Math.Tanh(a[j] + x[t][j]);
                    }
                    return h;
                }

                public void Backward(double[][] h, double[][] dh)
                {
                    var next = new double[n];
                    for (int t = dh.Length - 1; t >= 0; t--)
                    {
                        var d = new double[n];
                        for (int j = 0; j < n; j++) d[j] = (dh[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
                        dW.AddOuter(d, h[t]);
                        next = W.Times(d);
                    }
                }
            }
            """);
        await CliWrap.Cli.Wrap("dotnet").WithArguments(["restore", "App"]).WithWorkingDirectory(_scratch.Folder).ExecuteAsync();

        var run = await Tool.RunAsync(_scratch, "check", "App/App.csproj");

        run.Errors.ShouldNotContain("could not be loaded");
        run.Output.ShouldContain("App/Rnn.cs:41:20: warning RNN0001: 'W' is transposed here.");
    }

    /// <summary>A library has the layer, and a program drives it; the matrix is a third project's, which the program need not know.</summary>
    [Theory]
    [InlineData("net10.0", "")]
    [InlineData("net10.0", "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>")]
    [InlineData("netstandard2.0", "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>")]
    public async Task A_layer_of_one_project_is_judged_by_what_drives_it_in_another(string framework, string property)
    {
        await LayeredProjects.WriteAsync(_scratch, framework, property);

        var run = await Tool.RunAsync(_scratch, "check", "All.slnx", "--fail-on", "unverified");
        run.Output.ShouldContain("Layers/Layer.cs:28:20: warning RNN0001: 'w' is transposed here.");
        run.Output.ShouldContain("3 files: 1 recurrent cell recognised, 0 verified, 1 wrong, 0 with a remark, 0 not probed");
        run.ExitCode.ShouldBe(1);
        (await Tool.RunAsync(_scratch, "explain", "All.slnx")).Output.ShouldContain("Layers.Layer");

        var fixing = await Tool.RunAsync(_scratch, "fix", "All.slnx");
        fixing.Output.ShouldContain("1 finding fixed in 1 file, 0 left");
        File.ReadAllText(Path.Combine(_scratch.Folder, "Layers", "Layer.cs")).ShouldBe(LayeredCell.Layer(LayeredCell.Right));

        var after = await Tool.RunAsync(_scratch, "check", "All.slnx", "--fail-on", "unverified");
        after.Output.ShouldBe("3 files: 1 recurrent cell recognised, 1 verified, 0 wrong, 0 with a remark, 0 not probed\n");
        after.ExitCode.ShouldBe(0);

        _scratch.Write("Layers/.editorconfig", "[*.cs]\nrnnlint.excluded_symbols = F:Layers.Layer.w\n");
        (await Tool.RunAsync(_scratch, "check", "All.slnx")).Output.ShouldBe("3 files: 0 recurrent cells recognised, 0 verified, 0 wrong, 0 with a remark, 0 not probed\n");
    }
}
