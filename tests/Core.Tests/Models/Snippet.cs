using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RnnLint.Core.Tests.Models;

/// <summary>
/// A few statements of C# that can be run for real and through the models. All snippets are compiled together, with the
/// same parameters.
/// </summary>
internal sealed class Snippet(string text, MethodInfo method, IBlockOperation body, SemanticModel semantics)
{
    public const string Parameters =
        "double x, double y, double p, float f, float g, int i, int j, long k, uint u, double[] xs, double[] ys, float[] fs, float[] gs, int[] ns, double[,] m, double[][] rows, List<double> list, Dictionary<string, double> map";

    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Append(typeof(Snippet).Assembly.Location).DistinctBy(path => Path.GetFileName(path)).Select(path => MetadataReference.CreateFromFile(path)).ToArray();

    public string Text { get; } = text;

    public MethodInfo Method { get; } = method;

    public IBlockOperation Body { get; } = body;

    public SemanticModel Semantics { get; } = semantics;

    public static IReadOnlyList<Snippet> Compile(IEnumerable<string> texts, string usings = "")
    {
        var all = texts.ToArray();
        var source = """
            #pragma warning disable
            using System; using System.Buffers; using System.Collections; using System.Collections.Concurrent; using System.Collections.Generic; using System.Collections.Immutable;
            using System.Collections.ObjectModel; using System.Linq; using System.Numerics; using System.Numerics.Tensors; using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices; using System.Text; using System.Threading; using System.Threading.Tasks;
            using System.Diagnostics;

            """ + usings + """

            public static class Snippets
            {

            """ + string.Join("\n", all.Select((text, n) =>
                $"public static object Snippet{n}({Parameters}) {{ {(text.EndsWith(';') ? text : "return " + text + ";")} }}")) + "\n}";
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14));
        var compilation = CSharpCompilation.Create(
            "Snippets",
            [tree],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        emitted.Success.ShouldBeTrue(string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d =>
            d.GetMessage() + ": " + tree.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line])));
        var type = Assembly.Load(image.ToArray()).GetType("Snippets")!;
        var semantics = compilation.GetSemanticModel(tree);
        var methods = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().ToArray();
        return all.Select((text, n) => new Snippet(
            text, type.GetMethod("Snippet" + n)!, (IBlockOperation)semantics.GetOperation(methods[n].Body!)!, semantics)).ToArray();
    }

    public override string ToString() => Text;
}
