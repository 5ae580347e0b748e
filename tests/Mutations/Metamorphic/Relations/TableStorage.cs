using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>An object with an indexer for each <c>double[,]</c>, whatever its numbers lie in.</summary>
internal sealed class TableStorage(SemanticModel model) : CSharpSyntaxRewriter
{
    public static ProgramFile OverRows { get; } = new("Table.cs", Text(
        "private readonly double[][] numbers;", "numbers = new double[rows][]; for (int i = 0; i < rows; i++) numbers[i] = new double[columns];", "numbers[i][j]"));

    public static ProgramFile OverColumns { get; } = new("Table.cs", Text(
        "private readonly double[] numbers;", "numbers = new double[rows * columns];", "numbers[j * rows + i]"));

    public override SyntaxNode? VisitArrayType(ArrayTypeSyntax node) =>
        IsTable(node) ? SyntaxFactory.ParseTypeName("Table").WithTriviaFrom(node) : base.VisitArrayType(node);

    public override SyntaxNode? VisitArrayCreationExpression(ArrayCreationExpressionSyntax node) =>
        IsTable(node.Type) && node.Initializer is null && node.Type.RankSpecifiers[0].Sizes is [var rows, var columns] && rows is not OmittedArraySizeExpressionSyntax
            ? SyntaxFactory.ParseExpression($"new Table({rows}, {columns})").WithTriviaFrom(node)
            : base.VisitArrayCreationExpression(node);

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node) =>
        node is { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Array" }, Name.Identifier.ValueText: "Clear" }, ArgumentList.Arguments: [var cleared, ..] }
        && model.GetTypeInfo(cleared.Expression).Type is IArrayTypeSymbol { Rank: 2, ElementType.SpecialType: SpecialType.System_Double }
            ? SyntaxFactory.ParseExpression($"{cleared}.Clear()").WithTriviaFrom(node)
            : base.VisitInvocationExpression(node);

    private static bool IsTable(ArrayTypeSyntax type) => type is { ElementType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword }, RankSpecifiers: [{ Rank: 2 }] };

    private static string Text(string field, string make, string element) => $$"""
        public sealed class Table
        {
            private readonly int rows, columns;
            {{field}}

            public Table(int rows, int columns)
            {
                this.rows = rows;
                this.columns = columns;
                {{make}}
            }

            public int Length => rows * columns;

            public int GetLength(int dimension) => dimension == 0 ? rows : columns;

            public void Clear()
            {
                for (int i = 0; i < rows; i++)
                    for (int j = 0; j < columns; j++)
                        this[i, j] = 0;
            }

            public ref double this[int i, int j] => ref {{element}};
        }
        """;
}
