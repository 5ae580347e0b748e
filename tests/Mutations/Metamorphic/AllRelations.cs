using Microsoft.CodeAnalysis;
using RnnLint.Mutations.Metamorphic.Relations;

namespace RnnLint.Mutations.Metamorphic;

public static class AllRelations
{
    public static IReadOnlyList<Relation> List { get; } =
    [
        new("names changed", (subject, model, root) => new Renaming(model, subject).Visit(root)),
        new("comments and layout dropped", (_, _, root) => WithoutTrivia.Of(root)),
        new("methods in reverse order", (_, _, root) => new MethodOrder().Visit(root)),
        new("independent statements in another order", (_, model, root) => new StatementOrder(model).Visit(root)),
        new("operands commuted", (_, model, root) => new Commutation(model).Visit(root)),
        new("compound assignments written out", (_, model, root) => new CompoundAssignments(model).Visit(root)),
        new("inner loops reversed", (_, model, root) => new LoopReversal(model).Visit(root)),
        new("for loops written as while", (_, _, root) => new WhileLoops().Visit(root)),
        new("products in locals", (_, model, root) => new ProductsInLocals(model).Visit(root)),
        new("products in methods", (_, model, root) => new ProductsInMethods(model).Visit(root)),
        new("inner loops in methods", (_, model, root) => new LoopsInMethods(model).Visit(root)),
        new("short methods inlined", (_, model, root) => new Inlining(model).Visit(root)),
        new("tables as objects over rows", (_, model, root) => new TableStorage(model).Visit(root), MayNotFitHarness: true) { Added = [TableStorage.OverRows] },
        new("tables as objects over columns in one array", (_, model, root) => new TableStorage(model).Visit(root), MayNotFitHarness: true) { Added = [TableStorage.OverColumns] },
        new("types in two files", (_, _, root) => new PartialTypes().Visit(root)) { Split = PartialTypes.Split },
        new("float for double", (_, _, root) => new SinglePrecision().Visit(root), MayNotFitHarness: true),
    ];
}
