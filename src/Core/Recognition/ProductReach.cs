using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>
/// Tells from the source which types may multiply two real numbers, themselves or in what they call: without a product there is no recurrent matrix, and
/// tracing what only moves data about would be in vain. Calls are followed by name, three deep; what has a name that is mentioned may be called. Only the
/// products that a type may reach are bound. Safe for concurrent use.
/// </summary>
public sealed class ProductReach
{
    private const int MostCalls = 3;

    private readonly CodeBase _code;
    private readonly NumericLibraries _libraries;

    /// <summary>Members by how many calls they are from a product of any type, in the order in which they were found.</summary>
    private readonly Dictionary<SourceMember, int> _distance = new();
    private readonly ILookup<int, SourceMember> _byName;
    private readonly ILookup<SyntaxNode, SourceMember> _byType;
    private readonly HashSet<SourceMember> _besideLibraries = new();
    private readonly Dictionary<(SourceMember Member, int Calls), bool> _known = new();
    private readonly object _lock = new();
    private bool? _unnamed;

    public ProductReach(CodeBase code, CancellationToken cancellation)
    {
        _code = code;
        _libraries = new NumericLibraries(code.Compilation);
        var files = code.Projects.SelectMany(project => project.SyntaxTrees).Select(tree => SourceMembers.Of(tree, cancellation)).ToArray();
        var everywhere = files.SelectMany(file => file.GlobalUsings).Distinct().ToArray();
        foreach (var file in files)
        {
            var words = everywhere.Concat(file.Namespaces).Distinct().Select(_libraries.WordsOf).Concat(file.NamespacesOfTypes.Select(space => _libraries.WordsOf(space) ?? [])).ToArray();
            var hashes = new HashSet<int>(words.SelectMany(word => word ?? []).Select(SourceMember.HashOf));
            _besideLibraries.UnionWith(words.Contains(null) ? file.Members : file.Members.Where(member => member.Mentions.Any(hashes.Contains)));
        }

        var all = files.SelectMany(file => file.Members).ToArray();
        var edge = all.Where(member => !member.Products.IsEmpty || IsElsewhere(member)).ToArray();
        for (var calls = 0; calls <= MostCalls && edge.Length > 0; calls++)
        {
            foreach (var member in edge)
                _distance.Add(member, calls);
            var names = new HashSet<int>(edge.SelectMany(member => member.Names));
            edge = all.Where(member => !_distance.ContainsKey(member) && member.Mentions.Any(names.Contains)).ToArray();
        }

        _byName = _distance.Keys.SelectMany(member => member.Names.Select(name => (name, member))).ToLookup(pair => pair.name, pair => pair.member);
        _byType = _distance.Keys.ToLookup(member => member.Type);
    }

    /// <summary>False for a type that multiplies no real numbers, as far as calls are followed.</summary>
    /// <exception cref="System.OperationCanceledException">when cancelled.</exception>
    public bool Covers(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (var current = type; current is not null && !current.DeclaringSyntaxReferences.IsEmpty; current = current.BaseType)
        {
            if (_libraries.AreHeldBy(current))
                return true;
            foreach (var declaration in current.DeclaringSyntaxReferences)
            {
                lock (_lock)
                {
                    if (_byType[declaration.GetSyntax(cancellation)].Any(member => Multiplies(member, MostCalls, cancellation)))
                        return true;
                }
            }
        }

        lock (_lock)
            return _unnamed ??= _distance.Keys.Any(member => member.RunsUnnamed && Multiplies(member, MostCalls - 1, cancellation));
    }

    private bool Multiplies(SourceMember member, int calls, CancellationToken cancellation)
    {
        if (_distance[member] > calls)
            return false;
        if (_known.TryGetValue((member, calls), out var known))
            return known;

        return _known[(member, calls)] = IsElsewhere(member) || member.Products.Any(product => IsReal(product, cancellation))
            || calls > 0 && member.Mentions.SelectMany(name => _byName[name]).Any(called => Multiplies(called, calls - 1, cancellation));
    }

    private bool IsElsewhere(SourceMember member) => member.IsElsewhere || _besideLibraries.Contains(member);

    /// <summary>True for a product that may be one of real numbers, and of what is not known before the code runs.</summary>
    private bool IsReal(SyntaxNode product, CancellationToken cancellation)
    {
        var semantics = _code.Semantics(product.SyntaxTree);
        var (left, right) = product is BinaryExpressionSyntax binary ? (binary.Left, binary.Right) : (((AssignmentExpressionSyntax)product).Left, ((AssignmentExpressionSyntax)product).Right);
        if (semantics.GetConstantValue(left, cancellation).HasValue || semantics.GetConstantValue(right, cancellation).HasValue)
            return false;
        var type = semantics.GetTypeInfo(product, cancellation).Type;
        return type is null or { TypeKind: TypeKind.Error or TypeKind.Dynamic or TypeKind.TypeParameter }
            || (Value.KindOf(type) is { } kind ? Value.IsRealKind(kind) : !type.DeclaringSyntaxReferences.IsEmpty || NumericLibraries.IsNumber(type));
    }
}
