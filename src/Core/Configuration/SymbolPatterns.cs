using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Configuration;

/// <summary>
/// Symbols by name, as other analyzers take them: plain names, or documentation ids (<c>N:</c>, <c>T:</c>, <c>M:</c>, <c>F:</c>, <c>P:</c>), separated by
/// <c>|</c>, each with a <c>*</c> at its end where only the beginning is given.
/// </summary>
public sealed class SymbolPatterns : IEquatable<SymbolPatterns>
{
    private const string Kinds = "NTMFP";

    private readonly ImmutableArray<string> _patterns;

    private SymbolPatterns(ImmutableArray<string> patterns) => _patterns = patterns;

    public static SymbolPatterns None { get; } = new(ImmutableArray<string>.Empty);

    public bool IsEmpty => _patterns.IsEmpty;

    /// <summary>Null where one of them is neither.</summary>
    public static SymbolPatterns? Parse(string text)
    {
        var patterns = text.Split('|').Select(pattern => pattern.Trim()).Where(pattern => pattern.Length > 0).Distinct(StringComparer.Ordinal).OrderBy(pattern => pattern, StringComparer.Ordinal).ToImmutableArray();
        return patterns.All(IsPattern) ? new(patterns) : null;
    }

    /// <summary>True for a symbol that one of them names, and for all that stands in one.</summary>
    public bool Cover(ISymbol symbol)
    {
        if (IsEmpty)
            return false;
        for (var current = symbol; current is not null and not INamespaceSymbol { IsGlobalNamespace: true }; current = (current as IMethodSymbol)?.AssociatedSymbol ?? current.ContainingSymbol)
        {
            if (Name(current))
                return true;
        }

        return false;
    }

    /// <summary>True for a symbol that one of them names itself.</summary>
    public bool Name(ISymbol symbol)
    {
        if (IsEmpty)
            return false;
        var declared = symbol.OriginalDefinition;
        return _patterns.Any(pattern => HasKind(pattern) ? Ids(declared).Any(id => Fits(pattern, id)) : Fits(pattern, declared.Name));
    }

    public bool Equals(SymbolPatterns? other) => other is not null && _patterns.SequenceEqual(other._patterns, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as SymbolPatterns);

    public override int GetHashCode() => _patterns.Length;

    /// <summary>A method is known by its name alone too, whatever its parameters and type parameters.</summary>
    private static IEnumerable<string> Ids(ISymbol symbol)
    {
        if (DocumentationCommentId.CreateDeclarationId(symbol) is not { } id)
            yield break;
        yield return id;
        if (symbol is IMethodSymbol)
            yield return id.Split('(')[0].Split(new[] { "``" }, StringSplitOptions.None)[0];
    }

    private static bool Fits(string pattern, string name) =>
        pattern[pattern.Length - 1] == '*' ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal) : name == pattern;

    private static bool HasKind(string pattern) => pattern.Length > 1 && pattern[1] == ':';

    private static bool IsPattern(string pattern)
    {
        var name = HasKind(pattern) ? pattern.Substring(2) : pattern;
        var star = name.IndexOf('*');
        return (!HasKind(pattern) || Kinds.IndexOf(pattern[0]) >= 0) && (star < 0 || star == name.Length - 1) && name.Length > 0 && (HasKind(pattern) || name != "*") && !name.Any(char.IsWhiteSpace);
    }
}
