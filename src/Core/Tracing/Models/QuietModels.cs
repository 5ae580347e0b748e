namespace RnnLint.Tracing.Models;

/// <summary>What leaves no trace in the numbers: output, input (there is none), logging, clocks, locks, guards, the machine's properties.</summary>
internal static class QuietModels
{
    public static void Register(ModelTable table)
    {
        AddOutput(table);
        AddClocks(table);
        AddLocks(table);
        AddMachine(table);
    }

    private static void AddOutput(ModelTable table)
    {
        table.Type("System.Console")
            .Ignore("Write", "WriteLine", "Clear", "Beep", "SetCursorPosition", "ResetColor", "set_ForegroundColor", "set_BackgroundColor",
                "set_CursorVisible", "set_CursorLeft", "set_CursorTop", "set_Title", "set_OutputEncoding", "SetOut", "SetError")
            .Add(["get_Out", "get_Error", "ReadLine", "get_OutputEncoding"], static call => call.Method.Name == "ReadLine" ? Value.Null : call.ToPlain())
            .Add(["get_ForegroundColor", "get_BackgroundColor", "get_CursorLeft", "get_CursorTop", "get_WindowWidth"], static _ => Value.Of(0))
            .Add("get_KeyAvailable", static _ => Value.False);
        string[] silent = ["System.Diagnostics.Debug", "System.Diagnostics.Trace"];
        foreach (var name in silent)
            table.Type(name).Ignore("Assert", "Fail", "Write", "WriteLine", "WriteIf", "WriteLineIf", "Print", "Indent", "Unindent", "Flush", "TraceInformation", "TraceWarning", "TraceError");
    }

    private static void AddClocks(ModelTable table)
    {
        table.Type("System.Diagnostics.Stopwatch")
            .Add([".ctor", "StartNew", "get_Elapsed", "GetElapsedTime"], static call => call.ToPlain())
            .Add(["get_ElapsedMilliseconds", "get_ElapsedTicks", "GetTimestamp"], static _ => Value.Of(0L))
            .Add("get_IsRunning", static _ => Value.True)
            .Ignore("Start", "Stop", "Reset", "Restart");
        string[] times = ["System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly"];
        foreach (var name in times)
        {
            table.Type(name)
                .Add([".ctor", "get_Now", "get_UtcNow", "get_Today", "get_Date", "get_TimeOfDay", "get_Zero", "op_Addition", "op_Subtraction", "Subtract", "Add",
                    "AddDays", "AddHours", "AddMinutes", "AddSeconds", "AddMilliseconds", "FromSeconds", "FromMilliseconds", "FromMinutes", "FromHours", "FromDays", "FromTicks"], static call => call.ToPlain())
                .Add(["get_Ticks", "ToUnixTimeSeconds", "ToUnixTimeMilliseconds", "ToBinary", "ToFileTime"], static _ => Value.Of(0L))
                .Add(["get_TotalDays", "get_TotalHours", "get_TotalMinutes", "get_TotalSeconds", "get_TotalMilliseconds"], static _ => Value.Of(0.0))
                .Add(["get_Days", "get_Hours", "get_Minutes", "get_Seconds", "get_Milliseconds", "get_Hour", "get_Minute", "get_Second", "get_Millisecond"], static _ => Value.Of(0))
                .Add(["get_Day", "get_Month", "get_Year"], static _ => Value.Of(1))
                .Add(["op_LessThan", "op_GreaterThan", "op_Inequality"], static _ => Value.False)
                .Add(["op_LessThanOrEqual", "op_GreaterThanOrEqual", "op_Equality"], static _ => Value.True)
                .Add("ToString", static _ => Value.Of(""));
        }

        table.Type("System.Environment")
            .Add(["get_ProcessorCount", "get_CurrentManagedThreadId"], static _ => Value.Of(1))
            .Add("get_TickCount", static _ => Value.Of(0))
            .Add("get_TickCount64", static _ => Value.Of(0L))
            .Add("get_NewLine", static _ => Value.Of("\n"))
            .Add("get_MachineName", static _ => Value.Of("machine"))
            .Add("GetEnvironmentVariable", static _ => Value.Null);
    }

    private static void AddLocks(ModelTable table)
    {
        table.Type("System.Threading.Monitor")
            .Add("Enter", static call => { if (call.Count > 1) call.Out(1).Store(Value.True); return Value.Void; })
            .Add("TryEnter", static call => { if (call.Method.ReturnsVoid) call.Out(call.Count - 1).Store(Value.True); return Value.True; })
            .Ignore("Exit", "Pulse", "PulseAll", "Wait");
        table.Type("System.Threading.Lock")
            .Add(".ctor", static call => call.ToPlain())
            .Add("EnterScope", static call => call.ToPlain())
            .Add("TryEnter", static _ => Value.True)
            .Ignore("Enter", "Exit");
        table.Type("System.Threading.Lock+Scope").Ignore("Dispose");
        string[] locks = ["System.Threading.SpinLock", "System.Threading.SemaphoreSlim", "System.Threading.ReaderWriterLockSlim", "System.Threading.Mutex",
            "System.Threading.ManualResetEventSlim", "System.Threading.ManualResetEvent", "System.Threading.AutoResetEvent", "System.Threading.CountdownEvent", "System.Threading.Barrier"];
        foreach (var name in locks)
        {
            table.Type(name)
                .Add(".ctor", static call => call.ToPlain())
                .Add("Enter", static call => { if (call.Count > 0) call.Out(0).Store(Value.True); return Value.Void; })
                .Add(["Wait", "WaitOne", "Signal", "Set", "Reset", "Release"], static call => call.Machine.DefaultOf(call.Method.ReturnType))
                .Ignore("Exit", "EnterReadLock", "ExitReadLock", "EnterWriteLock", "ExitWriteLock", "ReleaseMutex", "Dispose");
        }

        table.Type("System.Threading.Interlocked")
            .Add("Add", static call => Exchange(call, Numbers.Add(call.Arithmetic, call.Out(0).Load(), call[1]), returnsNew: true))
            .Add("Increment", static call => Exchange(call, Shifted(call, 1), returnsNew: true))
            .Add("Decrement", static call => Exchange(call, Shifted(call, -1), returnsNew: true))
            .Add("Exchange", static call => Exchange(call, call[1], returnsNew: false))
            .Add("CompareExchange", static call => Same(call, call.Out(0).Load(), call[2]) ? Exchange(call, call[1], returnsNew: false) : call.Out(0).Load())
            .Add("Read", static call => call.Read(0))
            .Ignore("MemoryBarrier");
        table.Type("System.Threading.Volatile")
            .Add("Read", static call => call.Read(0))
            .Add("Write", static call => { call.Out(0).Store(call[1]); return Value.Void; });
        table.Type("System.Threading.Thread")
            .Add(["get_CurrentThread"], static call => call.ToPlain())
            .Add("get_ManagedThreadId", static _ => Value.Of(1))
            .Ignore("Sleep", "Yield", "SpinWait", "MemoryBarrier");

        static Value Exchange(ModelCall call, Value value, bool returnsNew)
        {
            var old = call.Out(0).Load();
            call.Out(0).Store(value);
            return returnsNew ? value : old;
        }

        static Value Shifted(ModelCall call, int by)
        {
            var old = call.Out(0).Load();
            return Numbers.Wrap(old.Kind, unchecked(old.AsInteger + by));
        }

        static bool Same(ModelCall call, Value x, Value y) =>
            x.IsReal && y.IsReal ? x.AsTraced.Value.Equals(y.AsTraced.Value)
            : x.AsObject is HeapObject ? ReferenceEquals(x.AsObject, y.AsObject) : call.Machine.AreEqual(x, y);
    }

    private static void AddMachine(ModelTable table)
    {
        table.Type("System.GC")
            .Ignore("Collect", "SuppressFinalize", "KeepAlive", "WaitForPendingFinalizers", "AddMemoryPressure", "RemoveMemoryPressure")
            .Add(["CollectionCount", "get_MaxGeneration"], static _ => Value.Of(0))
            .Add(["GetTotalMemory", "GetAllocatedBytesForCurrentThread"], static _ => Value.Of(0L));

        // With the 128- to 512-bit types reported as absent, code falls back to loops that need no model.
        const string intrinsics = "System.Runtime.Intrinsics.";
        string[] wide = [intrinsics + "Vector64", intrinsics + "Vector128", intrinsics + "Vector256", intrinsics + "Vector512"];
        foreach (var name in wide)
            table.Type(name).Add("get_IsHardwareAccelerated", static _ => Value.False);
        foreach (var name in new[] { "Sse", "Sse2", "Sse3", "Ssse3", "Sse41", "Sse42", "Avx", "Avx2", "Fma", "Avx512F", "Avx512BW", "Avx512DQ" })
            table.Type(intrinsics + "X86." + name).Add("get_IsSupported", static _ => Value.False);
        foreach (var name in new[] { "AdvSimd", "AdvSimd+Arm64", "Dp" })
            table.Type(intrinsics + "Arm." + name).Add("get_IsSupported", static _ => Value.False);

        string[] nothing = ["System.Globalization.CultureInfo", "System.Globalization.NumberFormatInfo", "System.Text.Encoding"];
        foreach (var name in nothing)
        {
            table.Type(name)
                .Add([".ctor", "get_InvariantCulture", "get_CurrentCulture", "get_InvariantInfo", "get_NumberFormat", "get_UTF8", "get_ASCII", "get_Unicode", "get_Default", "GetCultureInfo"], static call => call.ToPlain())
                .Ignore("set_CurrentCulture", "set_CurrentUICulture", "set_DefaultThreadCurrentCulture");
        }
    }
}
