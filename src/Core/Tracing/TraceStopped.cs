using System;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>Why a trace ended early.</summary>
public enum StopKind
{
    /// <summary>A language construct, or a use of one, that the interpreter does not know.</summary>
    Unsupported,

    /// <summary>The steps, elements or call depth ran out.</summary>
    OutOfFuel,

    /// <summary>The interpreted code threw and nothing in it caught the exception.</summary>
    Threw,

    /// <summary>The code does not compile here.</summary>
    DoesNotCompile,

    /// <summary>The analysis was cancelled.</summary>
    Cancelled,
}

/// <summary>Ends a trace: the interpreted code cannot catch it. Its message is shown to people.</summary>
public sealed class TraceStoppedException(StopKind kind, string message, SyntaxNode? syntax = null) : Exception(message)
{
    public StopKind Kind { get; } = kind;

    /// <summary>The code that could not be interpreted, where known.</summary>
    public SyntaxNode? Syntax { get; } = syntax;

    /// <summary>The array that a pointer left, with the index, where that is what happened.</summary>
    public (ArrayObject Array, int[] Indices)? OutOfRange { get; init; }
}

/// <summary>An exception of the interpreted program on its way to a handler.</summary>
public sealed class InterpretedException(Value exception, string typeName, string message, SyntaxNode? syntax) : Exception(message)
{
    public Value Exception { get; } = exception;

    /// <summary>Full name of the exception's type.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>The code that threw.</summary>
    public SyntaxNode? Syntax { get; } = syntax;

    /// <summary>The array accessed out of its range, with the indices, where that is what happened.</summary>
    public (ArrayObject Array, int[] Indices)? OutOfRange { get; init; }

    /// <summary>The tensor that was used as if it had more dimensions, with the number of them, where that is what happened.</summary>
    public (TensorObject Tensor, int Rank)? TooFewDimensions { get; init; }
}
