using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace RnnLint.Tracing;

/// <summary>A delegate: a method with its receiver, a lambda with the variables it sees, or several of them in order.</summary>
public sealed class DelegateObject : HeapObject
{
    internal DelegateObject(ITypeSymbol? type, IMethodSymbol method, Value receiver, Frame? environment, ControlFlowGraph? lambda, TypeMap types)
        : base(type)
    {
        Method = method;
        Receiver = receiver;
        Environment = environment;
        Lambda = lambda;
        Types = types;
    }

    internal DelegateObject(ITypeSymbol? type, IReadOnlyList<DelegateObject> parts)
        : this(type, parts[parts.Count - 1].Method, default, null, null, TypeMap.Empty) => Parts = parts;

    public IMethodSymbol Method { get; }

    public Value Receiver { get; }

    internal Frame? Environment { get; }

    internal ControlFlowGraph? Lambda { get; }

    internal TypeMap Types { get; }

    /// <summary>The parts of a multicast delegate; null for a single one.</summary>
    internal IReadOnlyList<DelegateObject>? Parts { get; }

    public override string ToString() => Method.Name;
}
