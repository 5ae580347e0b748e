using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <summary>The source of one compilation as control-flow graphs, made on demand and kept. Safe for concurrent use.</summary>
public sealed class CodeBase(Compilation compilation, ModelTable models)
{
    private readonly ConcurrentDictionary<ISymbol, ControlFlowGraph?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, ControlFlowGraph?> _initializers = new();
    private readonly ConcurrentDictionary<INamedTypeSymbol, TypeCode> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _semantics = new();
    private readonly ConcurrentDictionary<ControlFlowGraph, ImmutableHashSet<CaptureId>> _writtenCaptures = new();
    private readonly ConcurrentDictionary<ControlFlowGraph, ImmutableHashSet<CaptureId>> _compoundTargets = new();
    private readonly ConcurrentDictionary<(IMethodSymbol Method, string? Receiver), Model?> _models = new();

    private readonly Lazy<IReadOnlyList<Compilation>> _projects = new(() => ProjectsOf(compilation));

    public Compilation Compilation { get; } = compilation;

    /// <summary>The compilation, and those of other projects that it refers to as source.</summary>
    public IReadOnlyList<Compilation> Projects => _projects.Value;

    public ModelTable Models { get; } = models;

    /// <summary>Notes what is read through this one.</summary>
    internal SourceReads? Reads { get; private set; }

    internal LearnedArrays LearnedArrays { get; } = new();

    /// <summary>The same code, of which each part that is read is noted.</summary>
    internal CodeBase ReadInto(SourceReads reads)
    {
        var watched = (CodeBase)MemberwiseClone();
        watched.Reads = reads;
        return watched;
    }

    /// <summary>The graph of a method, accessor or constructor declared in source with a body; else null.</summary>
    public ControlFlowGraph? Body(IMethodSymbol method, CancellationToken cancellation)
    {
        var definition = (method.PartialImplementationPart ?? method).OriginalDefinition;
        Reads?.Add(definition.ContainingType);
        return _bodies.TryGetValue(definition, out var graph) ? graph : _bodies.GetOrAdd(definition, MakeBody(definition, cancellation));
    }

    /// <summary>The graph of a field's or property's initializer.</summary>
    public ControlFlowGraph? Initializer(EqualsValueClauseSyntax clause, CancellationToken cancellation) =>
        _initializers.TryGetValue(clause, out var graph) ? graph : _initializers.GetOrAdd(clause, Graph(clause, cancellation));

    /// <summary>The fields and initializers of a source type, in order.</summary>
    public TypeCode Type(INamedTypeSymbol type)
    {
        Reads?.Add(type);
        return _types.GetOrAdd(type.OriginalDefinition, static definition => TypeCode.Of(definition));
    }

    /// <summary>As <see cref="NameOf"/>, looked up once.</summary>
    public string MetadataName(INamedTypeSymbol type) => _names.GetOrAdd(type.OriginalDefinition, NameOf);

    /// <summary>Namespace and nested metadata name, as the model table knows types: <c>System.Collections.Generic.List`1+Enumerator</c>.</summary>
    public static string NameOf(INamedTypeSymbol definition)
    {
        // The members of an extension block belong to the class around it.
        while (definition is { Name.Length: 0, ContainingType: { } block })
            definition = block.OriginalDefinition;
        var name = definition.MetadataName;
        for (var outer = definition.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.MetadataName + "+" + name;
        return definition.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
    }

    /// <summary>The model of a library member; null where there is none.</summary>
    /// <param name="method">The member that is called.</param>
    /// <param name="receiver">Metadata name of the type of the object that it is called on, whose own member wins; null where there is no such object.</param>
    public Model? FindModel(IMethodSymbol method, string? receiver) =>
        _models.TryGetValue((method.OriginalDefinition, receiver), out var known) ? known : _models.GetOrAdd((method.OriginalDefinition, receiver), LookUp(method.OriginalDefinition, receiver));

    /// <exception cref="TraceStoppedException">for a tree of neither this compilation nor one that it refers to as source.</exception>
    public SemanticModel Semantics(SyntaxTree tree) => _semantics.GetOrAdd(tree, key => Owner(key).GetSemanticModel(key));

    /// <summary>The compilation with the source of a tree: this one, or that of another project which it refers to.</summary>
    private Compilation Owner(SyntaxTree tree) => _projects.Value.FirstOrDefault(project => project.ContainsSyntaxTree(tree))
        ?? throw new TraceStoppedException(StopKind.Unsupported, "code of another compilation, which this one does not refer to");

    /// <summary>A compilation, and those of other projects that it refers to as source: tracing goes on into them.</summary>
    public static IReadOnlyList<Compilation> ProjectsOf(Compilation compilation)
    {
        var (projects, known) = (new List<Compilation> { compilation }, new HashSet<Compilation> { compilation });
        for (var i = 0; i < projects.Count; i++)
            projects.AddRange(projects[i].References.OfType<CompilationReference>().Select(reference => reference.Compilation).Where(other => other is CSharpCompilation && known.Add(other)));
        return projects;
    }

    /// <summary>The captures of a graph that are assigned to, and so hold a place.</summary>
    public ImmutableHashSet<CaptureId> WrittenCaptures(ControlFlowGraph graph) => _writtenCaptures.GetOrAdd(graph, static key =>
        Roots(key).SelectMany(operation => operation.DescendantsAndSelf())
            .SelectMany(WrittenTargets)
            .OfType<IFlowCaptureReferenceOperation>().Select(reference => reference.Id).ToImmutableHashSet());

    private static IEnumerable<IOperation> Roots(ControlFlowGraph graph) =>
        graph.Blocks.SelectMany(block => block.Operations.Concat(block.BranchValue is { } value ? new[] { value } : Array.Empty<IOperation>()));

    /// <summary>The captured places that a compound assignment changes.</summary>
    public ImmutableHashSet<CaptureId> CompoundTargets(ControlFlowGraph graph) => _compoundTargets.GetOrAdd(graph, static key =>
        Roots(key).SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<ICompoundAssignmentOperation>().Select(assignment => assignment.Target)
            .OfType<IFlowCaptureReferenceOperation>().Select(reference => reference.Id).ToImmutableHashSet());

    /// <summary>True for the body of an iterator.</summary>
    public static bool IsIterator(IMethodSymbol method, ControlFlowGraph graph) =>
        method.ReturnType.Name is "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator"
        && graph.OriginalOperation.Descendants().Any(operation => operation.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak);

    private Model? LookUp(IMethodSymbol method, string? receiver)
    {
        if (receiver is not null && Models.Find(receiver, method) is { } own)
            return own;
        for (IMethodSymbol? declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            if (Models.Find(MetadataName(declared.ContainingType), declared) is { } model)
                return model;
        }

        // `T.Sqrt` on the number interfaces, called with a built-in number, is the number type's own.
        for (var type = method.ContainingType.BaseType; type is not null; type = type.BaseType)
        {
            if (Models.Find(MetadataName(type), method) is { } inherited)
                return inherited;
        }

        return null;
    }

    private static IEnumerable<IOperation> WrittenTargets(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation deconstruction => deconstruction.Target.DescendantsAndSelf(),
        IAssignmentOperation { Target: var target } assignment => assignment is ISimpleAssignmentOperation { IsRef: true } ? new[] { target, assignment.Value } : new[] { target },
        IIncrementOrDecrementOperation { Target: var target } => new[] { target },
        IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: var value } => new[] { value },
        // A member of a number is called on the variable, which its arguments may change.
        IInvocationOperation { Instance: IFlowCaptureReferenceOperation number, Arguments.Length: > 0 } when Value.KindOf(number.Type) is not null => new IOperation[] { number },
        // A place captured again, as in `(a[i] ??= b).c = d`, or a struct changed in place through its member.
        IFlowCaptureOperation { Value: IFlowCaptureReferenceOperation value } => new IOperation[] { value },
        _ => Array.Empty<IOperation>(),
    };

    /// <summary>True for an accessor that the compiler writes: it reads or writes the property's own storage.</summary>
    public static bool IsAutomatic(IPropertySymbol property)
    {
        if (property.IsAbstract || property.IsIndexer || property.ContainingType.TypeKind == TypeKind.Interface)
            return false;
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case ParameterSyntax:
                    return true;
                case PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors } declaration:
                    if (declaration.Modifiers.Any(SyntaxKind.PartialKeyword) && accessors.Accessors.All(HasNoBody) && declaration.Initializer is null && property.DeclaringSyntaxReferences.Length > 1)
                        continue;
                    return accessors.Accessors.All(HasNoBody);
            }
        }

        return false;
    }

    /// <summary>Where a property's or event's value is kept: its own symbol; a backing field stands for it.</summary>
    public static ISymbol StorageOf(ISymbol member) =>
        member is IFieldSymbol { AssociatedSymbol: { } associated and (IPropertySymbol or IEventSymbol) } ? associated.OriginalDefinition : member.OriginalDefinition;

    /// <summary>True for an event without accessors of its own: it keeps its handlers like a field.</summary>
    public static bool IsFieldLike(IEventSymbol @event) =>
        !@event.IsAbstract && @event.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is VariableDeclaratorSyntax);

    private static bool HasNoBody(AccessorDeclarationSyntax accessor) => accessor.Body is null && accessor.ExpressionBody is null;

    private ControlFlowGraph? MakeBody(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellation);

            // Seen from a project for another framework, the members of a project are not those that its own code speaks of.
            if (!SymbolEqualityComparer.Default.Equals(Owner(reference.SyntaxTree).Assembly, method.ContainingAssembly))
                throw new TraceStoppedException(StopKind.Unsupported, $"the code of {method.ContainingType?.Name} is in a project for another framework, {method.ContainingAssembly.Name}");
            var body = syntax switch
            {
                BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
                BaseMethodDeclarationSyntax or CompilationUnitSyntax or ArrowExpressionClauseSyntax => syntax,
                AccessorDeclarationSyntax accessor when !HasNoBody(accessor) => accessor,
                _ => null,
            };
            if (body is not null && Graph(body, cancellation) is { } graph)
                return graph;
        }

        return null;
    }

    private ControlFlowGraph? Graph(SyntaxNode syntax, CancellationToken cancellation)
    {
        try
        {
            return ControlFlowGraph.Create(syntax, Semantics(syntax.SyntaxTree), cancellation);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException or NullReferenceException or InsufficientExecutionStackException)
        {
            // Half-typed code can make the compiler's own lowering fail.
            throw new TraceStoppedException(StopKind.DoesNotCompile, "this code could not be lowered by the compiler", syntax);
        }
    }
}

/// <summary>What makes an instance of a type, or its static part: fields and automatic properties, and their initializers in textual order.</summary>
public sealed class TypeCode
{
    public required IReadOnlyList<ISymbol> InstanceStorage { get; init; }

    public required IReadOnlyList<ISymbol> StaticStorage { get; init; }

    public required IReadOnlyList<EqualsValueClauseSyntax> InstanceInitializers { get; init; }

    public required IReadOnlyList<EqualsValueClauseSyntax> StaticInitializers { get; init; }

    /// <summary>The constructor in the type's own header, if it has one.</summary>
    public IMethodSymbol? PrimaryConstructor { get; init; }

    /// <summary>The declared type of a field, property or event.</summary>
    public static ITypeSymbol TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => ((IEventSymbol)member).Type,
    };

    internal static TypeCode Of(INamedTypeSymbol type)
    {
        var storage = type.GetMembers().Where(IsStorage).ToArray();
        var initializers = storage.SelectMany(member => member.DeclaringSyntaxReferences.Select(reference => (member, Clause: ClauseOf(reference.GetSyntax()))))
            .Where(pair => pair.Clause is not null).ToArray();
        return new TypeCode
        {
            InstanceStorage = storage.Where(member => !member.IsStatic).ToArray(),
            StaticStorage = storage.Where(member => member.IsStatic).ToArray(),
            InstanceInitializers = initializers.Where(pair => !pair.member.IsStatic).Select(pair => pair.Clause!).ToArray(),
            StaticInitializers = initializers.Where(pair => pair.member.IsStatic).Select(pair => pair.Clause!).ToArray(),
            PrimaryConstructor = type.InstanceConstructors.FirstOrDefault(constructor =>
                constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null })),
        };
    }

    private static bool IsStorage(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: true } => false,
        IFieldSymbol { AssociatedSymbol: IPropertySymbol or IEventSymbol } => false,
        IFieldSymbol => true,
        IPropertySymbol property => HasBackingField(property),
        IEventSymbol @event => CodeBase.IsFieldLike(@event),
        _ => false,
    };

    private static bool HasBackingField(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static EqualsValueClauseSyntax? ClauseOf(SyntaxNode syntax) => syntax switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };
}
