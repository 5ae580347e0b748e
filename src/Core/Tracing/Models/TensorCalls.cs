using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>What the models of n-dimensional arrays need of a call. The operands are the receiver and the arguments, or the arguments alone.</summary>
internal sealed class TensorCalls(TensorLibrary library)
{
    public TensorLibrary Library { get; } = library;

    /// <summary>An operand as a tensor: one of the library's, or a plain number.</summary>
    public TensorObject Tensor(ModelCall call, int index) => Tensor(call, call.Operand(index));

    public TensorObject Tensor(ModelCall call, Value operand) =>
        operand.AsObject as TensorObject
        ?? (Tensors.IsNumber(operand) ? Tensors.Number(Library.Type(call.Machine), operand)
        : operand.IsNull ? throw call.Throw("NullReferenceException", "Object reference not set to an instance of an object.")
        : Tensors.IsSequence(operand) ? Tensors.Read(call.Machine, Library.Type(call.Machine), operand)
        : throw call.Unsupported());

    public Model Unary(Func<Arithmetic, Value, Value> function) => call => Value.Of(Unary(call, Tensor(call, 0), function));

    /// <summary>A function of reals: whole numbers become reals first.</summary>
    public Model Real(Func<Arithmetic, Value, Value> function) => call =>
    {
        var x = Tensor(call, 0);
        var kind = Library.Real(x.Kind);
        return Value.Of(TensorArithmetic.Map(call.Machine, x, kind, value => function(call.Arithmetic, Tensors.Convert(value, kind))));
    };

    public Model Binary(Func<Arithmetic, Value, Value, Value> function) => call => Value.Of(Binary(call, Tensor(call, 0), Tensor(call, 1), function));

    public TensorObject Unary(ModelCall call, TensorObject x, Func<Arithmetic, Value, Value> function) =>
        TensorArithmetic.Map(call.Machine, x, x.Kind, value => function(call.Arithmetic, value));

    public TensorObject Binary(ModelCall call, TensorObject x, TensorObject y, Func<Arithmetic, Value, Value, Value> function) =>
        TensorArithmetic.Zip(call.Machine, Library, x, y, Library.Common(x, y), (a, b) => function(call.Arithmetic, a, b));

    /// <summary>A quotient: of whole numbers too it is real.</summary>
    public TensorObject Divide(ModelCall call, TensorObject x, TensorObject y) =>
        TensorArithmetic.Zip(call.Machine, Library, x, y, Library.Real(Library.Common(x, y)), call.Arithmetic.Divide);

    public Model Compare(Func<int, bool> test) => call =>
    {
        TensorObject x = Tensor(call, 0), y = Tensor(call, 1);
        return Value.Of(TensorArithmetic.Zip(call.Machine, Library, x, y, Library.Common(x, y) is var kind && kind == ValueKind.Boolean ? ValueKind.Int32 : kind, (a, b) => Value.Of(test(Numbers.Compare(a, b))), ValueKind.Boolean));
    };

    public TensorObject Power(ModelCall call, TensorObject x, TensorObject y)
    {
        var kind = Library.Common(x, y);
        return TensorArithmetic.Zip(call.Machine, Library, x, y, kind, (a, b) => Value.IsRealKind(kind) ? call.Arithmetic.Binary(TapeOp.Power, a, b) : Whole(call, a, b));
    }

    /// <summary>The axis that an index denotes, negative ones counted from the end.</summary>
    public int Axis(ModelCall call, long axis, TensorObject tensor) => TensorViews.Position(axis, tensor.Rank)
        ?? throw (axis >= 0 ? Library.TooFewDimensions(call.Machine, tensor, (int)axis + 1) : Library.OutOfRange(call.Machine));

    public int Axis(ModelCall call, long axis, int rank) =>
        TensorViews.Position(axis, rank) ?? throw Library.OutOfRange(call.Machine);

    public int[] Axes(ModelCall call, IEnumerable<long> axes, int rank) => axes.Select(axis => Axis(call, axis, rank)).ToArray();

    public TensorObject Index(ModelCall call, TensorObject tensor, IReadOnlyList<AxisIndexObject> places) =>
        TensorViews.Index(tensor, places, rank => rank is { } wanted ? Library.TooFewDimensions(call.Machine, tensor, wanted) : Library.OutOfRange(call.Machine));

    public static int[] AllAxes(TensorObject tensor) => Enumerable.Range(0, tensor.Rank).ToArray();

    public TensorObject Reshape(ModelCall call, TensorObject tensor, int[] shape) =>
        TensorViews.Reshape(call.Machine, tensor, TensorViews.Completed(shape, tensor.Count) ?? throw Library.Mismatch(call.Machine, tensor.Shape, shape));

    public TensorObject Matmul(ModelCall call, TensorObject x, TensorObject y) =>
        TensorArithmetic.Matmul(call.Machine, Library.Common(x, y), x, y) ?? throw Library.Mismatch(call.Machine, x.Shape, y.Shape);

    public TensorObject Outer(ModelCall call, TensorObject x, TensorObject y) =>
        TensorArithmetic.Contract(call.Machine, Library.Common(x.Kind, y.Kind), [x, y], ["i", "j"], "ij")!;

    public TensorObject Concatenate(ModelCall call, IReadOnlyList<TensorObject> parts, long axis)
    {
        if (parts.Count == 0 || parts[0].Rank == 0)
            throw call.Throw("ArgumentException", "nothing to concatenate");
        return TensorViews.Concatenate(call.Machine, parts, Axis(call, axis, parts[0].Rank), parts.Select(part => part.Kind).Aggregate(Library.Common))
            ?? throw Library.Mismatch(call.Machine, parts[0].Shape, parts.First(part => !part.Shape.SequenceEqual(parts[0].Shape)).Shape);
    }

    public TensorObject Stack(ModelCall call, IReadOnlyList<TensorObject> parts, long axis) => parts.Count == 0
        ? throw call.Throw("ArgumentException", "nothing to stack")
        : Concatenate(call, parts.Select(part => TensorViews.Unsqueeze(part, Axis(call, axis, part.Rank + 1))).ToArray(), axis);

    public void Assign(ModelCall call, TensorObject target, TensorObject value, string? error = null)
    {
        call.Machine.Fuel.Step(target.Count);
        if (!TensorViews.Assign(target, value))
            throw error is null ? Library.Mismatch(call.Machine, target.Shape, value.Shape) : call.Machine.Throw(error, "the shapes do not fit together");
    }

    public TensorObject Einsum(ModelCall call, string equation, IReadOnlyList<TensorObject> operands)
    {
        if (TensorArithmetic.Equation(equation) is not var (inputs, output) || inputs.Length != operands.Count || inputs.Where((part, n) => part.Length != operands[n].Rank).Any())
            throw call.Unsupported();
        return TensorArithmetic.Contract(call.Machine, operands.Select(operand => operand.Kind).Aggregate(Library.Common), operands, inputs, output)
            ?? throw Library.Mismatch(call.Machine, operands[0].Shape, operands[operands.Count - 1].Shape);
    }

    public IReadOnlyList<TensorObject> List(ModelCall call, Value sequence) => (sequence.AsObject switch
    {
        TupleObject tuple => tuple.Items,
        TensorObject tensor => [Value.Of(tensor)],
        _ => call.Machine.Enumerate(sequence),
    }).Select(item => Tensor(call, item)).ToArray();

    private static Value Whole(ModelCall call, Value x, Value exponent)
    {
        if (exponent.AsInteger is < 0 or > 64)
            throw call.Unsupported();
        var power = Tensors.Constant(x.Kind, 1);
        for (var n = 0; n < exponent.AsInteger; n++)
            power = Numbers.Multiply(call.Arithmetic, power, x);
        return power;
    }
}
