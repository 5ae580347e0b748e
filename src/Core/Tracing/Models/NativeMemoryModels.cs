namespace RnnLint.Tracing.Models;

/// <summary>NativeMemory, and the native blocks of Marshal. What is not zeroed holds zeros all the same.</summary>
internal static class NativeMemoryModels
{
    public static void Register(ModelTable table)
    {
        table.Type("System.Runtime.InteropServices.NativeMemory")
            .Add(["Alloc", "AllocZeroed"], static call => Block(call, call.Count > 1 ? call[0].AsInteger * call[1].AsInteger : call[0].AsInteger))
            .Add("AlignedAlloc", static call => Block(call, call[0].AsInteger))
            .Ignore("Free", "AlignedFree");
        table.Type("System.Runtime.InteropServices.Marshal")
            .Add(["AllocHGlobal", "AllocCoTaskMem"], static call => Block(call, call[0].AsInteger))
            .Ignore("FreeHGlobal", "FreeCoTaskMem");
        table.Type("System.IntPtr").Add("ToPointer", static call => call.Receiver);
    }

    private static Value Block(ModelCall call, long bytes) => Value.Of(new NativeBlock(call.Method.ReturnType, bytes));
}
