using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Mutations.Subjects;

namespace RnnLint.Mutations.Metamorphic.Relations;

/// <summary>Other names for whatever the code declares and its harness does not name. The same name becomes the same name everywhere, so that nothing is torn apart.</summary>
internal sealed class Renaming(SemanticModel model, Subject subject) : CSharpSyntaxRewriter
{
    // What names none of its types names none of its members either.
    private readonly HashSet<string> _known =
        [.. subject.Harness.Select(file => Words(file.Text)).Where(words => words.Overlaps(TypesOf(subject))).SelectMany(words => words)];

    public static string NameFor(string name) => "renamed_" + string.Concat(name.Reverse());

    public override SyntaxToken VisitToken(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken) && Symbol(token) is { } symbol && MayBeRenamed(symbol)
            ? SyntaxFactory.Identifier(NameFor(token.ValueText)).WithTriviaFrom(token)
            : base.VisitToken(token);

    private ISymbol? Symbol(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol,
        VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or LocalFunctionStatementSyntax => model.GetDeclaredSymbol(token.Parent),
        MethodDeclarationSyntax or PropertyDeclarationSyntax when ((MemberDeclarationSyntax)token.Parent).DescendantTokens().Contains(token) => model.GetDeclaredSymbol(token.Parent),
        _ => null,
    };

    private bool MayBeRenamed(ISymbol symbol) =>
        symbol is ILocalSymbol or IFieldSymbol { IsImplicitlyDeclared: false, ContainingType.IsTupleType: false } or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.LambdaMethod } }
            or IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, IsStatic: false, IsExtern: false }
        && symbol.DeclaringSyntaxReferences.Length > 0
        && symbol.ContainingType is not { TypeKind: TypeKind.Enum }
        && !symbol.GetAttributes().Any()
        && !_known.Contains(symbol.Name);

    private static HashSet<string> Words(string text) => [.. Regex.Matches(text, @"\w+").Select(match => match.Value)];

    private static IEnumerable<string> TypesOf(Subject subject) =>
        subject.Files.SelectMany(file => CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()).Select(type => type.Identifier.ValueText).Append("Harness");
}
