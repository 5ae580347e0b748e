using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Derivation;
using RnnLint.LanguageServer.Analysis;

namespace RnnLint.LanguageServer.Features;

/// <summary>What a place in the code is to a recurrent cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Name">The matrix or state, as in the code; null for the cell as a whole.</param>
/// <param name="Finding">What was found of that matrix, or first of all of the cell; with the places of now.</param>
/// <param name="Token">What stands at the place.</param>
internal sealed record Subject(Cell Cell, string? Name, CellFinding Finding, SyntaxToken Token)
{
    /// <summary>Null where nothing there belongs to a cell.</summary>
    public static Subject? At(FileFindings file, int offset, CancellationToken cancellation)
    {
        if (file.Tree is not { } tree || file.Cells.IsEmpty)
            return null;
        var token = tree.GetRoot(cancellation).FindToken(offset);
        if (!token.Span.Contains(offset) && token.Span.End != offset)
            return null;
        if (token.Span.End == offset && !token.IsKind(SyntaxKind.IdentifierToken) && token.GetPreviousToken() is { } before && before.Span.End == offset)
            token = before;
        var model = file.State!.Compilation.GetSemanticModel(tree);
        var symbol = SymbolOf(token, model, cancellation);
        return file.Cells.Select(cell => OfMatrix(cell, token, symbol)).Concat(file.Cells.Select(cell => OfMember(cell, token, symbol))).Concat(file.Cells.Select(cell => OfLoop(cell, token))).Concat(file.Cells.Select(cell => OfState(cell, token, symbol)))
            .FirstOrDefault(subject => subject is not null);
    }

    private static Subject? OfMatrix(Cell cell, SyntaxToken token, ISymbol? symbol)
    {
        var findings = Findings(cell).ToList();
        var pointed = findings.FirstOrDefault(finding => Covers(finding.Location, token));
        if (symbol is null)
            return null;
        var named = findings.FirstOrDefault(finding => finding.MatrixName == symbol.Name && Belongs(symbol, cell));
        return named is not null ? new(cell, named.Matrix, named, token)
            : pointed is not null && pointed.Verdict is not (Probing.Verdict.Verified or Probing.Verdict.NotProbed) && symbol is not (ILocalSymbol or IParameterSymbol { Type.SpecialType: SpecialType.System_Int32 }) ? new(cell, pointed.Matrix.Length == 0 ? null : pointed.Matrix, pointed, token) : null;
    }

    private static Subject? OfMember(Cell cell, SyntaxToken token, ISymbol? symbol) =>
        symbol is IMethodSymbol && cell.Report.Members.Any(member => IsSame(member, symbol)) ? Whole(cell, token) : null;

    /// <summary>The loop that goes back through time: the outermost one around what the code does with the matrix on the way back.</summary>
    private static Subject? OfLoop(Cell cell, SyntaxToken token)
    {
        if (token.Parent is not StatementSyntax loop || !token.IsKind(SyntaxKind.ForKeyword) && !token.IsKind(SyntaxKind.WhileKeyword) && !token.IsKind(SyntaxKind.ForEachKeyword) && !token.IsKind(SyntaxKind.DoKeyword))
            return null;
        if (loop.Ancestors().TakeWhile(node => node is not MemberDeclarationSyntax).Any(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax))
            return null;
        var back = cell.Report.Explanation.Value.Steps.Where(step => step.Kind is StepKind.Code or StepKind.Forward).SelectMany(step => step.Sites)
            .SelectMany(site => site.Frames()).Select(frame => cell.Follow(frame.Syntax.GetLocation()))
            .Concat(Findings(cell).Select(finding => (Location?)finding.Location));
        return back.Any(location => location?.SourceTree == token.SyntaxTree && loop.Span.Contains(location!.SourceSpan)) ? Whole(cell, token) : null;
    }

    private static Subject? OfState(Cell cell, SyntaxToken token, ISymbol? symbol) =>
        symbol is IFieldSymbol or IPropertySymbol or ILocalSymbol or IParameterSymbol && Belongs(symbol, cell) && Excerpt.States(cell.Report.Explanation.Value).FirstOrDefault(state => state == symbol.Name) is { } name
            ? Whole(cell, token) with { Name = name } : null;

    private static Subject Whole(Cell cell, SyntaxToken token) => new(cell, null, Findings(cell).FirstOrDefault() ?? cell.Report.Findings[0], token);

    private static IEnumerable<CellFinding> Findings(Cell cell) => cell.IsStale ? cell.Report.Findings : cell.Report.Findings.Select(cell.Now).OfType<CellFinding>();

    private static bool Covers(Location location, SyntaxToken token) => location.SourceTree == token.SyntaxTree && location.SourceSpan.Contains(token.Span);

    /// <summary>True for a name of the cell's own type, or of a type that one of its members is in.</summary>
    private static bool Belongs(ISymbol symbol, Cell cell)
    {
        var owner = symbol.ContainingType;
        return owner is not null && cell.Report.Members.Select(member => member.ContainingType).Append(cell.Report.Type).Any(type => IsSame(type, owner))
            || symbol is IFieldSymbol or IPropertySymbol && cell.Report.Findings.Any(finding => finding.Matrix.EndsWith("." + symbol.Name, StringComparison.Ordinal));
    }

    /// <summary>Symbols of two states of the code are the same where they are called the same.</summary>
    private static bool IsSame(ISymbol one, ISymbol other) => one.Name == other.Name && one.OriginalDefinition.ToDisplayString() == other.OriginalDefinition.ToDisplayString();

    private static ISymbol? SymbolOf(SyntaxToken token, SemanticModel model, CancellationToken cancellation) => token.Parent is { } node && token.IsKind(SyntaxKind.IdentifierToken)
        ? model.GetDeclaredSymbol(node, cancellation) ?? model.GetSymbolInfo(node, cancellation).Symbol ?? model.GetSymbolInfo(node, cancellation).CandidateSymbols.FirstOrDefault()
        : null;
}
