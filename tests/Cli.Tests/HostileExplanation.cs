using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Cli.Explaining;
using RnnLint.Derivation;
using RnnLint.Probing;
using RnnLint.Tracing;
using RnnLint.Explaining;

namespace RnnLint.Cli.Tests;

/// <summary>A derivation with every kind of block, in which all that comes from code has one hostile name.</summary>
internal static class HostileExplanation
{
    public static ExplainedCell Of(string name)
    {
        var tree = CSharpSyntaxTree.ParseText("class Cell;", path: "/src/" + name.Replace('\0', '0') + ".cs");
        var type = CSharpCompilation.Create("hostile", [tree]).GetTypeByMetadataName("Cell")!;
        var finding = new CellFinding { Verdict = Verdict.TransposedRecurrentMatrix, Location = tree.GetRoot().ChildNodes().First().GetLocation(), Matrix = name, Message = name };
        return new(new CellReport { Type = type, Route = name, Findings = [finding] }, Explanation(name));
    }

    private static Explanation Explanation(string name)
    {
        var matrix = new Quantity(name, QuantityKind.Matrix);
        Element first = new(matrix, [IndexForm.Of(0), IndexForm.Of(1)]), second = new(matrix, [IndexForm.Of(1), IndexForm.Of(0)]), hat = new(new Quantity(name + "\u0302", QuantityKind.Backward), []);
        return new(
            [
                new(StepKind.Code, name,
                [
                    new Prose([new Words(name), new InCode(name), new Maths(first)]),
                    new Relation([new Partial(first, second), new Times([first, hat]), new Raised(new Plus([first, second]), new Number(2)), new Applied(Function.Tanh, new Quotient(first, new Number(-1.5e-7)))]),
                    new FormulaMatrix(first, [[first, second], [second, first]]),
                    new FigureTable([name, "b"], [[name, "1"]]),
                    new HypothesisTable([new(name, double.NaN, false), new("as written", 1e-13, true)]),
                    new JacobianNumbers(new Partial(first, second), 3, [[0.5, -0.25], [0, 1]], [[0.5, 0], [-0.25, 1]]),
                    new Network(2, [new(0, 0, first, null), new(1, 0, first, second), new(0, 1, second, null), new(1, 1, first, null)]),
                ], Array.Empty<Site>()),
            ], null);
    }
}
