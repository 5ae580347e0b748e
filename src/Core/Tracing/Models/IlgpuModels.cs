using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>ILGPU: buffers are tensors, and a kernel is run once for each index, in order, as its accelerator on the processor could.</summary>
internal static class IlgpuModels
{
    private const string Runtime = "ILGPU.Runtime.";

    public static void Register(ModelTable table)
    {
        AddDevices(table);
        AddIndices(table);
        AddBuffers(table);
        AddKernels(table);
        table.Type("ILGPU.Atomic").Add("Add", static call =>
        {
            var old = call.Out(0).Load();
            call.Out(0).Store(Numbers.Add(call.Arithmetic, old, call[1]));
            return old;
        });
    }

    private static void AddDevices(ModelTable table)
    {
        table.Type("ILGPU.Context").Add(["CreateDefault", "Create", "GetPreferredDevice"], static call => call.ToPlain()).Ignore("Dispose");
        table.Type("ILGPU.Runtime.CPU.CPUContextExtensions").Add("CreateCPUAccelerator", static call => call.ToPlain());
        table.Type(Runtime + "Device").Add("CreateAccelerator", static call => call.ToPlain());
        table.Type(Runtime + "Accelerator").Add(["get_DefaultStream", "CreateStream"], static call => call.ToPlain()).Ignore("Synchronize", "Dispose");
        table.Type(Runtime + "AcceleratorStream").Ignore("Synchronize", "Dispose");
    }

    /// <summary>An index in one dimension is an integer, in two a pair of them.</summary>
    private static void AddIndices(ModelTable table)
    {
        foreach (var name in new[] { "ILGPU.Index1D", "ILGPU.LongIndex1D" })
        {
            table.Type(name).Add([".ctor", "op_Implicit", "op_Explicit"], static call => Numbers.Convert(call[0], KindOf(call.ResultType())))
                .Add(["get_X", "get_Size"], static call => Numbers.Convert(call.Receiver, KindOf(call.ResultType())))
                .Add("op_Addition", static call => Numbers.Add(call.Arithmetic, call[0], call[1]))
                .Add("op_Subtraction", static call => Numbers.Subtract(call.Arithmetic, call[0], call[1]))
                .Add("op_Multiply", static call => Numbers.Multiply(call.Arithmetic, call[0], call[1]))
                .Add("op_LessThan", static call => Value.Of(call[0].AsInteger < call[1].AsInteger))
                .Add("op_GreaterThanOrEqual", static call => Value.Of(call[0].AsInteger >= call[1].AsInteger))
                .Add("op_Equality", static call => Value.Of(call[0].AsInteger == call[1].AsInteger));
        }

        foreach (var name in new[] { "ILGPU.Index2D", "ILGPU.LongIndex2D" })
        {
            table.Type(name).Add([".ctor", "op_Implicit", "op_Explicit"], static call => call.Count == 1 && call[0].AsObject is TupleObject pair
                    ? call.ToTuple(pair.Items) : call.ToTuple(call[0], call.Count > 1 ? call[1] : call[0]))
                .Add("get_X", static call => call.Receiver.As<TupleObject>().Items[0])
                .Add("get_Y", static call => call.Receiver.As<TupleObject>().Items[1]);
        }
    }

    private static void AddBuffers(ModelTable table)
    {
        foreach (var name in new[] { "ArrayViewExtensions", "Accelerator" })
        {
            table.Type(Runtime + name)
                .Add("Allocate1D", static call => Value.Of(call.Arguments.Select(argument => argument.AsObject).OfType<ArrayObject>().FirstOrDefault() is { } source
                    ? Tensors.Read(call.Machine, call.Method.ReturnType, Value.Of(source)) : Allocated(call, [call[0].AsInt32])))
                .Add(["Allocate2DDenseX", "Allocate2DDenseY"], static call => call.Arguments.Select(argument => ReadValue(argument).AsObject).OfType<ArrayObject>().FirstOrDefault() is { Rank: 2 } source
                    ? Value.Of(Tensors.Read(call.Machine, call.Method.ReturnType, Value.Of(source)))
                    : ReadValue(call[0]).AsObject is TupleObject extent ? Value.Of(Allocated(call, extent.Items.Select(item => item.AsInt32).ToArray())) : throw call.Unsupported());
        }

        table.Type(Runtime + "ArrayViewExtensions")
            .Add("CopyFromCPU", static call => Copied(View(call, 0), Source(call)))
            .Add("CopyToCPU", static call =>
            {
                var target = Target(call);
                if (target.Length != View(call, 0).Count)
                    throw call.Unsupported();
                View(call, 0).Values.CopyTo(target.Cells, 0);
                return Value.Void;
            })
            .Add("MemSetToZero", static call => Copied(View(call, 0), null))
            .Add(["GetAsArray1D", "GetAsArray2D", "GetAsArray"], static call => View(call, 0) is var view && call.Method.ReturnType is IArrayTypeSymbol array
                ? Tensors.ToArray(call.Machine, view, array.ElementType, array.Rank == view.Rank ? view.Shape : throw call.Unsupported()) : throw call.Unsupported());
        foreach (var name in new[] { Runtime + "MemoryBuffer", Runtime + "MemoryBuffer`1", Runtime + "MemoryBuffer1D`2", Runtime + "MemoryBuffer2D`2", "ILGPU.ArrayView`1", Runtime + "ArrayView1D`2", Runtime + "ArrayView2D`2" })
        {
            table.Type(name)
                .Add(["get_View", "op_Implicit"], static call => Value.Of((call.Method.IsStatic ? call[0] : call.Receiver).As<TensorObject>().As(call.Method.ReturnType)))
                .Add("get_Length", static call => Value.Of((long)call.Receiver.As<TensorObject>().Count))
                .Add("get_IntLength", static call => Value.Of(call.Receiver.As<TensorObject>().Count))
                .Add(["get_IntExtent", "get_Extent"], static call => Extent(call, call.Receiver.As<TensorObject>()))
                .Add("get_Item", static call => Value.Of(Element(call)))
                .Add("SubView", static call => call.Receiver.As<TensorObject>() is { Rank: 1 } view && call.Count == 2 && call[0].IsInteger && call.Int(0) >= 0 && call.Int(1) >= 0 && call.Int(0) + call.Int(1) <= view.Count
                    ? Value.Of(TensorViews.Narrow(view, 0, call.Int(0), call.Int(1))) : throw call.Unsupported())
                .Ignore("Dispose");
        }
    }

    private static void AddKernels(ModelTable table) => table.Type(Runtime + "KernelLoaders")
        .Add("LoadAutoGroupedStreamKernel", static call => call.Count == 2 ? Kernel(call, 0) : throw call.Unsupported())
        .Add("LoadAutoGroupedKernel", static call => call.Count == 2 ? Kernel(call, 1) : throw call.Unsupported());

    /// <summary>A delegate that calls the kernel for each index of the extent that it is given, which stands after <paramref name="skipped"/> other arguments.</summary>
    private static Value Kernel(ModelCall call, int skipped)
    {
        var (machine, kernel) = (call.Machine, call[1]);
        return Value.Of(new LibraryFunction(call.Method.ReturnType, arguments =>
        {
            foreach (var index in Indices(arguments[skipped]))
                machine.Invoke(kernel, new[] { index }.Concat(arguments.Skip(skipped + 1)).ToArray());
            return Value.Void;
        }));
    }

    private static IEnumerable<Value> Indices(Value extent)
    {
        if (extent.AsObject is not TupleObject pair)
            return Enumerable.Range(0, extent.AsInt32).Select(Value.Of);
        return from y in Enumerable.Range(0, pair.Items[1].AsInt32)
               from x in Enumerable.Range(0, pair.Items[0].AsInt32)
               select Value.Of(new TupleObject(pair.Type, [Value.Of(x), Value.Of(y)]));
    }

    private static ValueKind KindOf(ITypeSymbol? type) => Value.KindOf(type) ?? (type?.Name == "LongIndex1D" ? ValueKind.Int64 : ValueKind.Int32);

    private static TensorObject Allocated(ModelCall call, int[] lengths) =>
        Tensors.Zeros(call.Machine, call.Method.ReturnType, Value.KindOf(call.Method.TypeArguments[0]) ?? throw call.Unsupported(), lengths);

    private static Value ReadValue(Value argument) => argument.AsObject is Location location ? location.Load() : argument;

    private static TensorObject View(ModelCall call, int argument) => ReadValue(call[argument]).As<TensorObject>();

    private static Value[] Source(ModelCall call) => call.Machine.Enumerate(Value.Of(Target(call))).ToArray();

    /// <summary>The array among the arguments.</summary>
    private static ArrayObject Target(ModelCall call) => call.Arguments.Select(argument => argument.AsObject).OfType<ArrayObject>().FirstOrDefault() ?? throw call.Unsupported();

    private static Value Copied(TensorObject target, Value[]? values)
    {
        var positions = target.Positions();
        if (values is not null && values.Length != positions.Length)
            throw Calls.Unsupported("copying part of a buffer");
        for (var i = 0; i < positions.Length; i++)
            target.Cells[positions[i]] = values is null ? Tensors.Constant(target.Kind, 0) : values[i];
        return Value.Void;
    }

    private static Value Extent(ModelCall call, TensorObject view) => view.Rank == 1
        ? Value.Of(view.Count)
        : Value.Of(new TupleObject(call.Method.ReturnType, view.Shape.Select(length => Value.Of(length)).ToArray()));

    private static CellLocation Element(ModelCall call)
    {
        var view = call.Receiver.As<TensorObject>();
        var indices = call.Count == 1 && call[0].AsObject is TupleObject pair ? pair.Items : call.Arguments;
        if (indices.Length != view.Rank || indices.Where((index, axis) => index.AsInteger < 0 || index.AsInteger >= view.Shape[axis]).Any())
            throw call.IndexOutside();
        return new CellLocation(view.Cells, view.Offset + indices.Select((index, axis) => index.AsInt32 * view.Strides[axis]).Sum());
    }
}
