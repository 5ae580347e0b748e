using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Recognition;

/// <summary>
/// The members of one file: what runs them, what they mention, and where they multiply. Read once for each file, from its text: no body is bound, nor are the
/// nodes of its syntax made.
/// </summary>
internal sealed class SourceMembers
{
    private static readonly ConditionalWeakTable<SyntaxTree, SourceMembers> Known = new();

    /// <summary>Members that the language runs where nothing names them.</summary>
    private static readonly HashSet<string> RunByTheLanguage = [WellKnownMemberNames.GetEnumeratorMethodName, WellKnownMemberNames.MoveNextMethodName, WellKnownMemberNames.CurrentPropertyName, WellKnownMemberNames.DeconstructMethodName, WellKnownMemberNames.CollectionInitializerAddMethodName, nameof(IDisposable.Dispose)];

    private readonly ConcurrentDictionary<string, ImmutableArray<SyntaxNode>> _naming = new(StringComparer.Ordinal);

    private SourceMembers(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellation);
        var text = tree.GetText(cancellation).ToString();
        var isEscaped = text.Contains("\\u") || text.Contains("\\U");
        var members = new List<SourceMember>();
        var (namespaces, around) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var node in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            switch (node)
            {
                case UsingDirectiveSyntax { Name: QualifiedNameSyntax { Left: var space } } directive when directive.Alias is not null || directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword):
                    around.Add(space.ToString());
                    break;
                case UsingDirectiveSyntax { Name: { } named, Alias: null, StaticKeyword.RawKind: 0 } directive:
                    namespaces.Add(named.ToString());
                    if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                        GlobalUsings = GlobalUsings.Add(named.ToString());
                    break;
                case BaseNamespaceDeclarationSyntax space:
                    AddWithOuter(string.Join(".", space.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Select(one => one.Name.ToString()).Reverse()));
                    break;
                case TypeDeclarationSyntax head:
                    // Its base and the parameters of its primary constructor.
                    members.Add(new SourceMember(head, head, [head.Identifier.ValueText], head.SpanStart, head.OpenBraceToken.SpanStart > 0 ? head.OpenBraceToken.SpanStart : head.Span.End, text, isEscaped));
                    break;
                case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax and not DelegateDeclarationSyntax:
                    // The members of an extension block belong to the class around it.
                    var type = member.Parent!;
                    while (type is TypeDeclarationSyntax { Identifier.ValueText.Length: 0, Parent: { } outer })
                        type = outer;
                    members.Add(new SourceMember(member, type, Names(member), member.SpanStart, member.Span.End, text, isEscaped));
                    break;
            }
        }

        Members = members.ToImmutableArray();
        Namespaces = namespaces.ToImmutableArray();
        NamespacesOfTypes = around.ToImmutableArray();

        void AddWithOuter(string space)
        {
            for (var end = space.Length; end > 0; end = space.LastIndexOf('.', end - 1))
                namespaces.Add(space.Substring(0, end));
        }
    }

    public ImmutableArray<SourceMember> Members { get; }

    /// <summary>Namespaces whose types the file may name without saying more.</summary>
    public ImmutableArray<string> Namespaces { get; }

    /// <summary>Of those that it names single types of; what is taken for a namespace here may be a type.</summary>
    public ImmutableArray<string> NamespacesOfTypes { get; }

    /// <summary>Namespaces that it opens to all files.</summary>
    public ImmutableArray<string> GlobalUsings { get; } = ImmutableArray<string>.Empty;

    /// <summary>The methods of the file that name something, and the file itself where its top-level statements do.</summary>
    public ImmutableArray<SyntaxNode> BodiesNaming(string name) => _naming.GetOrAdd(name, key =>
    {
        var hash = SourceMember.HashOf(key);
        return Members.Where(member => member.Declaration is MethodDeclarationSyntax or GlobalStatementSyntax && member.Mentions.Contains(hash))
            .Select(member => member.Declaration is GlobalStatementSyntax ? member.Declaration.Parent! : member.Declaration).Distinct().Where(body => Statements(body).Any(Names)).ToImmutableArray();

        bool Names(SyntaxNode part) => part.DescendantNodes().Any(node => node is SimpleNameSyntax simple && simple.Identifier.ValueText == key);

        static IEnumerable<SyntaxNode> Statements(SyntaxNode body) => body is CompilationUnitSyntax unit ? unit.Members.OfType<GlobalStatementSyntax>() : [body];
    });

    public static SourceMembers Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(tree, out var members))
            members = Known.GetValue(tree, key => new SourceMembers(key, cancellation));
        return members;
    }

    /// <summary>The names that run a member where they are mentioned: a constructor is run by that of its type, an operator by none.</summary>
    private static string[] Names(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax { Initializer: null } property => [property.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText, TypeAround(property)],
        EventDeclarationSyntax @event => [@event.Identifier.ValueText],
        ConstructorDeclarationSyntax or BaseFieldDeclarationSyntax => [TypeAround(member)],
        _ => [],
    };

    private static string TypeAround(SyntaxNode member) => (member.Parent as TypeDeclarationSyntax)?.Identifier.ValueText ?? "";

    /// <summary>True for a member that may run where nothing names it.</summary>
    internal static bool RunsUnnamed(SyntaxNode member, IReadOnlyList<string> names) =>
        member is OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or IndexerDeclarationSyntax || names.Any(RunByTheLanguage.Contains);
}

/// <summary>A member of a file, or the head of a type.</summary>
internal sealed class SourceMember
{
    /// <summary>Methods of the platform that multiply, in code without a times sign.</summary>
    private static readonly int[] Multiplying = new[] { nameof(System.Numerics), "Intrinsics", "FusedMultiplyAdd", "MultiplyAddEstimate" }.Select(HashOf).ToArray();

    private static readonly int[] Reals = new[] { "double", "float", nameof(Double), nameof(Single) }.Select(HashOf).ToArray();

    public SourceMember(SyntaxNode declaration, SyntaxNode type, string[] names, int start, int end, string text, bool isEscaped)
    {
        (Declaration, Type, Names) = (declaration, type, names.Select(HashOf).ToArray());
        RunsUnnamed = SourceMembers.RunsUnnamed(declaration, names);
        Mentions = isEscaped && text.IndexOf('\\', start, end - start) >= 0
            ? declaration.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => HashOf(token.ValueText)).Distinct().ToArray()
            : Identifiers(text, start, end);
        Products = ProductsIn(text, start, end);
        IsElsewhere = declaration is MethodDeclarationSyntax method && method.Modifiers.Any(SyntaxKind.ExternKeyword) && Mentions.Any(Reals.Contains) || Mentions.Any(Multiplying.Contains);
    }

    public SyntaxNode Declaration { get; }

    /// <summary>The declaration of the type around it, or the file of top-level statements.</summary>
    public SyntaxNode Type { get; }

    /// <summary>Hashes of the names that run it.</summary>
    public int[] Names { get; }

    public bool RunsUnnamed { get; }

    /// <summary>Hashes of all words in it, those of comments and texts too: more than its names, never fewer.</summary>
    public int[] Mentions { get; }

    /// <summary>Products of two operands that are not written as numbers, of whatever type.</summary>
    public ImmutableArray<SyntaxNode> Products { get; }

    /// <summary>True where what it computes, or a part of it, is not C# code: it may multiply.</summary>
    public bool IsElsewhere { get; }

    private ImmutableArray<SyntaxNode> ProductsIn(string text, int start, int end)
    {
        if (Declaration is TypeDeclarationSyntax)
            return ImmutableArray<SyntaxNode>.Empty;
        var found = ImmutableArray.CreateBuilder<SyntaxNode>();
        for (var at = text.IndexOf('*', start, end - start); at >= 0; at = text.IndexOf('*', at + 1, end - at - 1))
        {
            var token = Declaration.FindToken(at);
            if (token.SpanStart == at && token.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression, Left: not LiteralExpressionSyntax, Right: not LiteralExpressionSyntax }
                or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyAssignmentExpression, Right: not LiteralExpressionSyntax })
            {
                found.Add(token.Parent);
            }
        }

        return found.ToImmutable();
    }

    private static int[] Identifiers(string text, int start, int end)
    {
        var found = new HashSet<int>();
        for (var at = start; at < end;)
        {
            if (!IsPart(text[at]))
            {
                at++;
                continue;
            }

            var hash = Basis;
            for (; at < end && IsPart(text[at]); at++)
                hash = Next(hash, text[at]);
            found.Add(unchecked((int)hash));
        }

        return found.ToArray();
    }

    // Letters and digits are most of a text: those of ASCII are told without a table.
    private static bool IsPart(char letter) => letter < 128 ? letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' : SyntaxFacts.IsIdentifierPartCharacter(letter);

    // FNV-1a. Names of the same hash are taken for one another: then more is looked at.
    private const uint Basis = 2166136261;

    private static uint Next(uint hash, char letter) => unchecked((hash ^ letter) * 16777619);

    public static int HashOf(string name) => unchecked((int)name.Aggregate(Basis, Next));
}
