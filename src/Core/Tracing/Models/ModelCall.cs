using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>One call of a modelled member.</summary>
/// <param name="Machine">The interpreter.</param>
/// <param name="Method">The member called, generics filled in.</param>
/// <param name="Receiver">The object it is called on; null for static members and constructors.</param>
/// <param name="Arguments">One per parameter, in parameter order; a ref or out argument is a <see cref="Location"/>.</param>
public readonly record struct ModelCall(IMachine Machine, IMethodSymbol Method, Value Receiver, Value[] Arguments)
{
    public Arithmetic Arithmetic => Machine.Arithmetic;

    public int Count => Arguments.Length;

    public Value this[int index] => Arguments[index];

    /// <summary>The T of a generic method or, if it has none, of its type.</summary>
    public ITypeSymbol TypeArgument(int index) =>
        Method.TypeArguments.Length > 0 ? Method.TypeArguments[index] : Method.ContainingType.TypeArguments[index];

    public int Int(int index) => Arguments[index].AsInt32;

    public bool Bool(int index) => Arguments[index].AsBoolean;

    public Location Out(int index) => Arguments[index].As<Location>();

    /// <summary>What a parameter refers to that is <c>ref</c> in older versions of the library and <c>ref readonly</c>, so a plain value, in newer ones.</summary>
    public Value Read(int index) => Arguments[index].AsObject is Location location ? location.Load() : Arguments[index];

    public IEnumerable<Value> Sequence(int index) => Machine.Enumerate(Arguments[index]);

    public Value Call(Value function, params Value[] arguments) => Machine.Invoke(function, arguments);
}

/// <summary>The meaning of a library member.</summary>
public delegate Value Model(ModelCall call);

/// <summary>The value of a static field of a library type; <paramref name="field"/> has its containing type's generics filled in.</summary>
public delegate Value FieldModel(IMachine machine, IFieldSymbol field);
