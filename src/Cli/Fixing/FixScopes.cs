using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.CodeFixes;
using RnnLint.Loading;

namespace RnnLint.Cli.Fixing;

/// <summary>Where fixes may be in what was loaded: in files that were named and are written by hand, and in no member that another compilation may call.</summary>
internal sealed class FixScopes(LoadedSource source)
{
    private readonly HashSet<string> _handWritten = source.Units.SelectMany(unit => unit.Targets).Select(tree => tree.FilePath).ToHashSet(StringComparer.Ordinal);

    public FixScope In(Compilation compilation, CancellationToken cancellation)
    {
        var own = compilation.SyntaxTrees.Select(tree => tree.FilePath).ToHashSet(StringComparer.Ordinal);
        var elsewhere = new Lazy<HashSet<string>>(() => [.. source.Units.SelectMany(other => other.Targets).Where(tree => !own.Contains(tree.FilePath))
            .SelectMany(tree => tree.GetRoot(cancellation).DescendantTokens()).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)]);
        return new(tree => _handWritten.Contains(tree.FilePath), name => elsewhere.Value.Contains(name));
    }
}
