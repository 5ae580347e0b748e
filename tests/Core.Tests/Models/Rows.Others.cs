namespace RnnLint.Core.Tests.Models;

internal static partial class Rows
{
    private static IEnumerable<string> Loops =>
    [
        "Parallel.For(0, 5, n => { ys[n] = xs[n] * 2; }); return ys;", "Parallel.For(0L, 5L, n => { ys[n] = xs[n] * 2; }); return ys;", "Parallel.For(0, 5, (n, state) => { ys[n] = xs[n] * 2; }); return ys;", "Parallel.For(0, 5, new ParallelOptions { MaxDegreeOfParallelism = 1 }, n => { ys[n] = xs[n] * 2; }); return ys;", "Parallel.For(0, 5, n => { }).IsCompleted",
        "~double s = 0; Parallel.For(0, 5, () => 0.0, (n, state, local) => local + xs[n], local => { lock (xs) { } s += local; }); return Math.Abs(s) > 99;".Replace("lock (xs) { } ", ""), "Parallel.ForEach(Enumerable.Range(0, 5), n => { ys[n] = xs[n] * 2; }); return ys;", "Parallel.ForEach(new[] { 0, 1 }, (n, state) => { ys[n] = 1; }); return ys;", "Parallel.ForEach(xs, (v, state, n) => { ys[n] = v; }); return ys;", "Parallel.ForEach(Partitioner.Create(0, 5, 2), range => { ys[range.Item1] = range.Item2; }); return ys;", "Parallel.Invoke(() => { xs[0] = 1; }, () => { xs[1] = 2; }); return xs;", "Parallel.For(0, 5, (n, state) => { state.Stop(); }).IsCompleted == false || true",
        "Task.Run(() => x * 2).Result", "Task.FromResult(x).Result", "Task.Run(() => { xs[0] = 1; }).Wait(); return xs;", "Task.WaitAll(Task.Run(() => { xs[0] = 1; }), Task.Run(() => { xs[1] = 2; })); return xs;", "Task.WhenAll(Task.FromResult(x), Task.FromResult(y)).Result", "Task.Factory.StartNew(() => x).Result", "Task.FromResult(x).GetAwaiter().GetResult()", "Task.CompletedTask.IsCompleted", "new ValueTask<double>(x).Result", "Task.FromResult(x).ContinueWith(t => t.Result * 2).Result", "Task.FromResult(x).ConfigureAwait(false).GetAwaiter().GetResult()", "Task.FromResult(x).IsFaulted", "Task.FromResult(x).IsCanceled", "Task.CompletedTask.IsCompletedSuccessfully",
        "var t = new Thread(() => { xs[0] = 1; }); t.Start(); t.Join(); return xs;", "new Lazy<double>(() => x).Value", "int n = 0; var l = new Lazy<int>(() => { n += 1; return n; }); return l.Value + l.Value;", "new Lazy<double>(() => x).IsValueCreated", "new ThreadLocal<double>(() => x).Value", "var t = new ThreadLocal<double>(() => x); t.Value = y; return t.Value;",
        "int n = 3; return (Interlocked.Add(ref n, 4), n);", "int n = 3; return (Interlocked.Increment(ref n), n);", "int n = 3; return (Interlocked.Decrement(ref n), n);", "int n = 3; return (Interlocked.Exchange(ref n, 9), n);", "double v = x; return (Interlocked.CompareExchange(ref v, y, x), v);", "double v = x; return (Interlocked.CompareExchange(ref v, y, p), v);", "long n = 5; return Interlocked.Read(ref n);", "double v = x; return Volatile.Read(ref v);", "double v = x; Volatile.Write(ref v, y); return v;",
    ];

    private static IEnumerable<string> Texts =>
    [
        "\"abc\".Length", "\"abc\"[1]", "string.Concat(\"a\", i)", "string.Concat(\"a\", \"b\")", "string.Join(\",\", ns)", "string.Join(\", \", \"a\", \"b\")", "string.Format(\"{0}-{1:F2}\", i, 1.5)", "$\"{i}:{1.25:F1}\"", "\"a\" + i", "\"abc\".Substring(1)", "\"abc\".Substring(1, 1)", "\"abc\".Substring(4)", "\"a,b\".Split(',')", "\"a,,b\".Split(',', StringSplitOptions.RemoveEmptyEntries)", "\" a \".Trim()", "\"xax\".Trim('x')", "\"xax\".TrimStart('x')", "\"xax\".TrimEnd('x')", "\"abc\".Contains(\"b\")", "\"abc\".StartsWith(\"ab\")", "\"abc\".EndsWith(\"bc\")", "\"abc\".IndexOf(\"c\")", "\"abca\".LastIndexOf(\"a\")", "\"abc\".IndexOf('z')", "\"abc\".Replace(\"b\", \"x\")", "\"abc\".ToUpper()", "\"ABC\".ToLowerInvariant()", "\"abc\".ToUpperInvariant()", "\"ABC\".ToLower()", "\"a\".PadLeft(3)", "\"a\".PadRight(3, '.')", "\"abc\".Remove(1)", "\"abc\".Remove(1, 1)", "\"abc\".Insert(1, \"x\")", "\"abc\".ToCharArray()", "new string('x', 3)", "new string(new[] { 'a', 'b' })",
        "string.IsNullOrEmpty(\"\")", "string.IsNullOrWhiteSpace(\" \")", "\"a\" == \"b\"", "\"a\" != \"b\"", "\"a\".Equals(\"a\")", "string.Equals(\"a\", \"A\", StringComparison.OrdinalIgnoreCase)", "string.CompareOrdinal(\"a\", \"b\") < 0", "string.Compare(\"a\", \"b\") < 0", "\"a\".CompareTo(\"b\") < 0", "\"a\".ToString()", "int n = 0; foreach (var c in \"abc\") n += c; return n;", "char.IsDigit('1')", "char.IsLetter('1')", "char.IsWhiteSpace(' ')", "char.IsUpper('A')", "char.IsLower('A')", "char.IsLetterOrDigit('_')", "char.IsPunctuation('.')", "char.ToUpper('a')", "char.ToLower('A')", "char.ToUpperInvariant('a')", "char.ToLowerInvariant('A')",
        "var b = new StringBuilder(); b.Append(\"a\").Append(i).Append('c').AppendLine(); return b.ToString();", "var b = new StringBuilder(\"x\"); b.AppendFormat(\"{0}\", i); return b.Length;", "var b = new StringBuilder(\"x\"); b.AppendJoin(\",\", ns); return b.ToString();", "var b = new StringBuilder(\"x\"); b.Clear(); return b.ToString();", "var b = new StringBuilder(\"xyz\"); b.Length = 1; return b.ToString();", "var b = new StringBuilder(); b.Append('x', 3); return b.ToString();",
    ];

    private static IEnumerable<string> Vectors => System.Numerics.Vector<double>.Count != 4 ? [] :
    [
        "Vector<double>.Count", "Vector<float>.Count", "Vector<int>.Count", "Vector<double>.Zero", "Vector<float>.One", "new Vector<double>(x)", "new Vector<double>(xs)", "new Vector<double>(xs, 1)", "new Vector<double>(xs, 3)", "new Vector<float>(fs, 8)", "new Vector<double>(xs.AsSpan())", "new Vector<double>(new ReadOnlySpan<double>(xs, 1, 2))", "new Vector<double>(xs)[i]", "new Vector<double>(xs)[9]",
        "new Vector<double>(xs) + new Vector<double>(ys)", "new Vector<double>(xs) - new Vector<double>(ys)", "new Vector<double>(xs) * new Vector<double>(ys)", "new Vector<double>(xs) / new Vector<double>(ys)", "new Vector<double>(xs) * x", "x * new Vector<double>(xs)", "-new Vector<double>(xs)", "new Vector<float>(fs) * new Vector<float>(gs)", "new Vector<double>(xs) == new Vector<double>(xs)", "new Vector<double>(xs) != new Vector<double>(xs)", "new Vector<double>(xs).Equals(new Vector<double>(xs))",
        "new Vector<double>(xs).CopyTo(ys); return ys;", "new Vector<double>(xs).CopyTo(ys, 1); return ys;", "new Vector<double>(xs).CopyTo(ys, 2); return ys;", "new Vector<double>(xs).CopyTo(ys.AsSpan(1)); return ys;", "new Vector<double>(xs).TryCopyTo(ys.AsSpan(2))",
        "~Vector.Dot(new Vector<double>(xs), new Vector<double>(ys))", "~Vector.Sum(new Vector<float>(fs))", "Vector.Add(new Vector<double>(xs), new Vector<double>(ys))", "Vector.Subtract(new Vector<double>(xs), new Vector<double>(ys))", "Vector.Multiply(new Vector<double>(xs), x)", "Vector.Divide(new Vector<double>(xs), new Vector<double>(ys))", "Vector.Negate(new Vector<double>(xs))", "Vector.Max(new Vector<double>(xs), Vector<double>.Zero)", "Vector.Min(new Vector<double>(xs), new Vector<double>(ys))", "Vector.Abs(new Vector<double>(xs))", "Vector.SquareRoot(Vector.Abs(new Vector<double>(xs)))", "~Vector.FusedMultiplyAdd(new Vector<double>(xs), new Vector<double>(ys), Vector<double>.One)", "~Vector.MultiplyAddEstimate(new Vector<float>(fs), new Vector<float>(gs), Vector<float>.One)",
        "~Vector.Exp(new Vector<double>(xs))", "~Vector.Log(Vector.Abs(new Vector<double>(xs)))", "~Vector.Sin(new Vector<double>(xs))", "~Vector.Cos(new Vector<double>(xs))", "Vector.Floor(new Vector<double>(xs))", "Vector.Ceiling(new Vector<double>(xs))", "Vector.Truncate(new Vector<double>(xs))", "Vector.Round(new Vector<double>(xs))", "Vector.Clamp(new Vector<double>(xs), -Vector<double>.One, Vector<double>.One)", "Vector.CopySign(new Vector<double>(xs), new Vector<double>(ys))", "~Vector.Hypot(new Vector<double>(xs), new Vector<double>(ys))", "~Vector.Lerp(new Vector<double>(xs), new Vector<double>(ys), new Vector<double>(p))", "Vector.MaxMagnitude(new Vector<double>(xs), new Vector<double>(ys))", "Vector.MinMagnitude(new Vector<double>(xs), new Vector<double>(ys))", "Vector.MaxNumber(new Vector<double>(xs), new Vector<double>(ys))", "Vector.MinNumber(new Vector<double>(xs), new Vector<double>(ys))", "Vector.MaxNative(new Vector<double>(xs), new Vector<double>(ys))", "Vector.MinNative(new Vector<double>(xs), new Vector<double>(ys))", "Vector.ClampNative(new Vector<double>(xs), -Vector<double>.One, Vector<double>.One)", "~Vector.Log2(Vector.Abs(new Vector<double>(xs)))", "~Vector.DegreesToRadians(new Vector<double>(xs))", "~Vector.RadiansToDegrees(new Vector<double>(xs))",
        "Vector.ConditionalSelect(Vector.GreaterThan(new Vector<double>(xs), Vector<double>.Zero), new Vector<double>(xs), Vector<double>.Zero)", "Vector.ConditionalSelect(Vector.LessThan(new Vector<float>(fs), Vector<float>.Zero), Vector<float>.Zero, new Vector<float>(fs))", "Vector.ConditionalSelect(Vector.GreaterThanOrEqual<double>(new Vector<double>(xs), Vector<double>.Zero), new Vector<double>(xs), Vector<double>.Zero)", "Vector.ConditionalSelect(Vector.LessThanOrEqual<double>(new Vector<double>(xs), Vector<double>.Zero), new Vector<double>(xs), Vector<double>.Zero)", "Vector.ConditionalSelect(Vector.Equals<double>(new Vector<double>(xs), new Vector<double>(xs[0])), new Vector<double>(ys), Vector<double>.Zero)", "Vector.ConditionalSelect(Vector.IsNaN(new Vector<double>(xs)), new Vector<double>(ys), Vector<double>.Zero)", "Vector.BitwiseAnd(Vector.GreaterThan<double>(new Vector<double>(xs), Vector<double>.Zero), new Vector<double>(ys))", "Vector.GreaterThan<double>(new Vector<double>(xs), Vector<double>.Zero) & new Vector<double>(ys)", "Vector.ConditionalSelect(Vector.GreaterThan<double>(new Vector<double>(xs), Vector<double>.Zero) | Vector.LessThan<double>(new Vector<double>(xs), -Vector<double>.One), new Vector<double>(ys), Vector<double>.Zero)", "Vector.ConditionalSelect(~Vector.GreaterThan<double>(new Vector<double>(xs), Vector<double>.Zero), new Vector<double>(ys), Vector<double>.Zero)", "Vector.AndNot(new Vector<double>(xs), Vector.GreaterThan<double>(new Vector<double>(xs), Vector<double>.Zero))",
        .. new[] { "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "Equals" }.SelectMany(name => new[] { $"Vector.{name}All(new Vector<double>(xs), -2 * Vector<double>.One)", $"Vector.{name}Any(new Vector<double>(xs), Vector<double>.Zero)" }),
        "Vector.IsHardwareAccelerated", "Vector<double>.IsSupported", "Vector<int>.Indices", "Vector.GetElement(new Vector<double>(xs), 1)", "Vector.WithElement(new Vector<double>(xs), 1, y)", "Vector.ToScalar(new Vector<double>(xs))", "Vector.Create(x)", "Vector.CreateSequence(x, 2.0)", "Vector.LoadUnsafe(ref xs[1])", "Vector.LoadUnsafe(ref xs[0], 1)", "Vector.StoreUnsafe(new Vector<double>(xs), ref ys[1]); return ys;", "Vector.StoreUnsafe(new Vector<double>(xs), ref ys[0], 1); return ys;", "Vector<double> low, high; Vector.Widen(new Vector<float>(fs), out low, out high); return low + high;", "Vector.WidenLower(new Vector<float>(fs))", "Vector.WidenUpper(new Vector<float>(fs))", "Vector.Narrow(new Vector<double>(xs), new Vector<double>(ys))", "Vector.ConvertToDouble(new Vector<long>(k))", "Vector.ConvertToSingle(new Vector<int>(i))", "Vector.ConvertToInt32(new Vector<float>(fs))", "Vector.ConvertToInt64(new Vector<double>(xs))", "new Vector<int>(ns[0]) + Vector<int>.One".Replace("ns[0]", "i"),
        "var acc = Vector<float>.Zero; var a = MemoryMarshal.Cast<float, Vector<float>>(fs); var b = MemoryMarshal.Cast<float, Vector<float>>(gs); foreach (var v in a) acc += v * b[1]; return acc;", "Vector.ConditionalSelect(Vector.AsVectorDouble(Vector.GreaterThan(new Vector<double>(xs), Vector<double>.Zero)) , new Vector<double>(xs), new Vector<double>(ys))",
    ];

    private static IEnumerable<string> Tensors =>
    [
        .. new[] { "Exp", "Log", "Sqrt", "Cbrt", "Tanh", "Sinh", "Cosh", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sigmoid", "Negate", "Abs", "Floor", "Ceiling", "Round", "Truncate", "Log2", "Log10", "Exp2", "Exp10", "ExpM1", "LogP1", "Asinh", "Atanh", "Reciprocal", "ReciprocalSqrt", "DegreesToRadians", "RadiansToDegrees", "SoftMax" }
            .SelectMany(name => new[] { $"~var a = xs.Select(v => 0.1 + Math.Abs(v) * 0.4).ToArray(); TensorPrimitives.{name}<double>(a, ys); return ys;", $"~var a = fs.Select(v => 0.1f + MathF.Abs(v) * 0.4f).ToArray(); TensorPrimitives.{name}(a, gs); return gs;" }),
        .. new[] { "Add", "Subtract", "Multiply", "Divide", "Max", "Min", "MaxMagnitude", "MinMagnitude", "Pow", "Atan2", "Hypot", "CopySign", "Ieee754Remainder", "MaxNumber", "MinNumber" }
            .Select(name => $"~var a = xs.Select(Math.Abs).ToArray(); TensorPrimitives.{name}<double>(a, ys, xs); return xs;"),
        "TensorPrimitives.Add(xs, x, ys); return ys;", "TensorPrimitives.Multiply(xs, x, ys); return ys;", "TensorPrimitives.Multiply(fs, f, gs); return gs;", "TensorPrimitives.Subtract(xs, xs, xs); return xs;", "TensorPrimitives.MultiplyAdd(xs, ys, xs, ys); return ys;", "TensorPrimitives.MultiplyAdd(xs, x, ys, ys); return ys;", "TensorPrimitives.AddMultiply(xs, ys, xs, ys); return ys;", "~TensorPrimitives.FusedMultiplyAdd(xs, ys, xs, ys); return ys;", "TensorPrimitives.Add(xs, fs.Select(v => (double)v).ToArray(), ys); return ys;", "TensorPrimitives.Add(xs.AsSpan(), ys.AsSpan(), ys.AsSpan(1)); return ys;", "TensorPrimitives.Multiply(xs, ys, ys.AsSpan(0, 2)); return ys;",
        .. new[] { "Dot", "Distance", "CosineSimilarity", "ProductOfSums", "ProductOfDifferences" }.SelectMany(name => new[] { $"~TensorPrimitives.{name}<double>(xs, ys)", $"~TensorPrimitives.{name}(fs, gs)" }),
        .. new[] { "Sum", "SumOfSquares", "SumOfMagnitudes", "Product", "Norm", "Max", "Min", "MaxMagnitude", "MinMagnitude", "IndexOfMax", "IndexOfMin", "Average" }.SelectMany(name => new[] { $"~TensorPrimitives.{name}<double>(xs)", $"~TensorPrimitives.{name}<float>(fs)" }),
        "TensorPrimitives.Sum(new double[0])", "TensorPrimitives.Max(new double[0])", "~TensorPrimitives.Dot<double>(xs, fs.Select(v => (double)v).ToArray())", "TensorPrimitives.ConvertTruncating<double, float>(xs, fs); return fs;", "TensorPrimitives.Acosh<double>(xs.Select(v => 2.0).ToArray(), ys); return ys.All(v => Math.Abs(v - Math.Acosh(2)) < 1e-9);", "TensorPrimitives.Lerp<double>(xs, ys, p, ys); return ys.Length;", "TensorPrimitives.ScaleB<double>(xs, 2, ys); return ys;", "~TensorPrimitives.RootN<double>(xs.Select(Math.Abs).ToArray(), 3, ys); return ys;", "TensorPrimitives.ILogB<double>(xs, ns); return ns;",
    ];

    private static IEnumerable<string> Others =>
    [
        "new Random(1).NextDouble() < 1", "new Random().Next(3, 4)", "new Random(1).Next(5) < 5", "new Random(1).Next() >= 0", "new Random(1).Next(5, 2)", "new Random(1).NextSingle() < 1", "new Random(1).NextInt64(7, 8)", "Random.Shared.NextDouble() >= 0", "var b = new byte[3]; new Random(1).NextBytes(b); return b.Length;", "new Random(1).Shuffle(xs); return xs.Length;", "new Random(1).GetItems(xs, 7).Length",
        "(x, y).ToTuple().Item2", "Tuple.Create(x, i).Item1", "new Tuple<double, int>(x, i).Item2", "ValueTuple.Create(x, i)", "new ValueTuple<double, int>(x, i)", "(x, i).Equals((x, i))", "(i, j).CompareTo((i, j))", "Tuple.Create(1, \"a\").Equals(Tuple.Create(1, \"a\"))", "double? n = x; return n.HasValue;", "double? n = null; return n.GetValueOrDefault();", "double? n = null; return n.GetValueOrDefault(y);", "double? n = x; return n.Value;", "double? n = null; return n.Value;", "(i, j).ToString()",
        "object.Equals(i, i)", "ReferenceEquals(xs, xs)", "ReferenceEquals(xs, ys)", "xs.GetType() == typeof(double[])", "xs.Equals(xs)", "typeof(double).Name", "x.GetType() != typeof(int)", "Comparer<int>.Default.Compare(i, j) == i.CompareTo(j)", "EqualityComparer<int>.Default.Equals(i, i)", "StringComparer.Ordinal.Equals(\"a\", \"a\")",
        "ArgumentNullException.ThrowIfNull(xs); return 1;", "ArgumentNullException.ThrowIfNull((object)null); return 1;", "ArgumentOutOfRangeException.ThrowIfNegative(j); return 1;", "ArgumentOutOfRangeException.ThrowIfNegativeOrZero(j); return 1;", "ArgumentOutOfRangeException.ThrowIfZero(i); return 1;", "ArgumentOutOfRangeException.ThrowIfLessThan(i, j); return 1;", "ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(i, j); return 1;", "ArgumentOutOfRangeException.ThrowIfGreaterThan(i, j); return 1;", "ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, j); return 1;", "ArgumentOutOfRangeException.ThrowIfEqual(i, i); return 1;", "ArgumentOutOfRangeException.ThrowIfNotEqual(i, i); return 1;", "ArgumentException.ThrowIfNullOrEmpty(\"\"); return 1;", "ArgumentException.ThrowIfNullOrWhiteSpace(\" \"); return 1;", "ObjectDisposedException.ThrowIf(i > 5, xs); return 1;",
        "new Exception(\"a\").Message", "new InvalidOperationException(\"a\", new Exception(\"b\")).InnerException.Message", "new ArgumentException(\"a\").Message",
        .. Rest,
        "Debug.Assert(false || i > 0); return 1;", "Trace.WriteLine(\"\"); return 1;", "var w = Stopwatch.StartNew(); w.Stop(); return w.ElapsedMilliseconds < 99999;", "DateTime.Now.Ticks >= 0", "(DateTime.UtcNow - DateTime.UtcNow).TotalSeconds < 99", "Environment.ProcessorCount >= 1", "Environment.NewLine", "var l = new object(); Monitor.Enter(l); Monitor.Exit(l); return 1;", "bool taken = false; var l = new object(); Monitor.Enter(l, ref taken); return taken;", "GC.Collect(); GC.KeepAlive(xs); return 1;",
    ];

    private static IEnumerable<string> Rest =>
    [
        "true.GetHashCode() >= 0", "((IList<double>)list).AsReadOnly().Count", "((IDictionary<string, double>)map).TryAdd(\"c\", x)", "CollectionExtensions.AddRange(list, xs.AsSpan()); return list;", "EqualityComparer<int>.Default.GetHashCode(i) == EqualityComparer<int>.Default.GetHashCode(i)", "new ConcurrentDictionary<string, double>(map).ToArray().Length", "new HashSet<int>().EnsureCapacity(1) > 0",
        "string key; double v; new KeyValuePair<string, double>(\"a\", x).Deconstruct(out key, out v); return v;", "var l = new LinkedList<double>(xs); l.First.ValueRef = y; return l;", "((ICollection)xs).SyncRoot == (object)xs", "((ICollection)xs).IsSynchronized", "xs.ToImmutableArray() == xs.ToImmutableArray()", "var a = xs.ToImmutableArray(); return a != a;", "ImmutableDictionary.Create<string, double>().IsEmpty", "ImmutableDictionary.CreateRange(map)[\"a\"]", "map.ToImmutableDictionary().ToBuilder().Count", "var b = ImmutableDictionary.CreateBuilder<string, double>(); b[\"a\"] = x; return b.ToImmutable()[\"a\"];",
        "DateTime.Now.Year >= 1", "TimeSpan.FromMinutes(1).Days >= 0", "DateTime.Now.ToString().Length >= 0", "DateTime.Now < DateTime.MinValue", "DateTime.Now >= DateTime.MinValue", "Stopwatch.StartNew().IsRunning", "x.GetHashCode() == x.GetHashCode()", "~decimal.ToDouble((decimal)x)", "~decimal.ToSingle((decimal)x)", "DayOfWeek.Friday.HasFlag(DayOfWeek.Monday)", "Environment.TickCount64 >= 0", "Environment.TickCount != -1", "Environment.MachineName.Length > 0", "Environment.GetEnvironmentVariable(\"RNNLINT_NONE\")", "new Exception(\"a\").ToString().Contains(\"a\")", "GC.GetTotalMemory(false) >= 0", "1.5.ToString(\"F2\", System.Globalization.CultureInfo.InvariantCulture)", "HashCode.Combine(i, j) == HashCode.Combine(i, j)",
        "new ArgumentException().GetType() == typeof(ArgumentException)", "System.IO.File.Exists(\"/rnnlint/none\")", "System.IO.Directory.Exists(\"/rnnlint/none\")", "GC.CollectionCount(0) >= 0", "ArraySegment<double> s; return MemoryMarshal.TryGetArray<double>(xs.AsMemory(1), out s) && s[0] == xs[1];",
        "((ICloneable)\"a\").Clone()", "((IComparable<double>)x).CompareTo(y)", "((IComparable)i).CompareTo(j)", "((IConvertible)i).ToDouble(null)", "((IConvertible)i).ToSingle(null)", "((IEquatable<int>)i).Equals(i)", "((IFormattable)i).ToString(\"D3\", null)", "System.IO.Path.Combine(\"a\", \"b\").Length", "new double?(x)", "double? n = x; return n.Equals(x);", "int? n = i; return n.GetHashCode() == n.GetHashCode();", "int? n = i; return n.ToString();", "TensorPrimitives.Remainder<double>(xs, ys, ys); return ys;", "xs.GetHashCode() == xs.GetHashCode()", "((object)i).ToString()",
        "var h = new DefaultInterpolatedStringHandler(1, 1); h.AppendLiteral(\"a\"); h.AppendFormatted(i); return h.ToStringAndClear();", "RuntimeHelpers.GetHashCode(xs) == RuntimeHelpers.GetHashCode(xs)", "Unsafe.IsNullRef(ref xs[0])", "MemoryMarshal.ToEnumerable(new ReadOnlyMemory<double>(xs)).ToArray()", "MemoryMarshal.AsMemory(new ReadOnlyMemory<double>(xs)).Length", "System.Security.Cryptography.RandomNumberGenerator.GetInt32(5) < 5", "xs.AsMemory().Equals(xs.AsMemory())", "\"a\".GetHashCode() == \"a\".GetHashCode()", "i.ToString() == j.ToString()", "i.ToString() != j.ToString()", "ReadOnlySpan<char> s = \"abc\"; return s.Length;",
        "CancellationToken.None.IsCancellationRequested", "new CancellationTokenSource().Token.IsCancellationRequested", "var l = new Lock(); l.Enter(); l.Exit(); return l.TryEnter();", "var l = new Lock(); l.EnterScope().Dispose(); return 1;", "Monitor.TryEnter(new object())", "var l = new SpinLock(false); bool t = false; l.Enter(ref t); return t;", "var s = new SemaphoreSlim(1); s.Wait(); return s.Release();", "Parallel.For(0, 1, (n, state) => { xs[0] = state.IsStopped ? 1 : 0; }); return xs;", "Parallel.For(0, 1, (n, state) => { xs[0] = state.IsExceptional ? 1 : 0; }); return xs;", "new ParallelOptions().MaxDegreeOfParallelism", "new ParallelOptions().CancellationToken.IsCancellationRequested", "Task.WhenAny(Task.FromResult(x), Task.FromResult(x)).Result.Result", "new TaskFactory().StartNew(() => x).Result", "new TaskFactory<double>().StartNew(() => x).Result", "Thread.CurrentThread.ManagedThreadId > 0", "var t = new ThreadLocal<double>(() => x, true); var v = t.Value; return t.Values;", "ThreadPool.QueueUserWorkItem(o => { })",
        "double a; int b; Tuple.Create(x, i).Deconstruct(out a, out b); return (a, b);", "(x, i).GetHashCode() == (x, i).GetHashCode()", "((ITuple)(x, i))[1]", "typeof(int).Equals(typeof(int))", "typeof(double).FullName", "((ValueType)i).Equals(i)", "((ValueType)i).GetHashCode() == ((ValueType)i).GetHashCode()", "+new Vector<double>(xs)",
    ];

    private const string GenericMath = "reached from generic code only: GenericMathTests";

    /// <summary>Models without a row of their own, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotCompared { get; } = new Dictionary<string, string>
    {
        ["System.Double.op_Addition"] = GenericMath,
        ["System.Double.op_Subtraction"] = GenericMath,
        ["System.Double.op_Multiply"] = GenericMath,
        ["System.Double.op_Division"] = GenericMath,
        ["System.Double.op_Modulus"] = GenericMath,
        ["System.Double.op_UnaryNegation"] = GenericMath,
        ["System.Double.op_UnaryPlus"] = GenericMath,
        ["System.Double.op_Increment"] = GenericMath,
        ["System.Double.op_Decrement"] = GenericMath,
        ["System.Double.op_Equality"] = GenericMath,
        ["System.Double.op_Inequality"] = GenericMath,
        ["System.Double.op_LessThan"] = GenericMath,
        ["System.Double.op_LessThanOrEqual"] = GenericMath,
        ["System.Double.op_GreaterThan"] = GenericMath,
        ["System.Double.op_GreaterThanOrEqual"] = GenericMath,
        ["System.Double.get_Zero"] = GenericMath,
        ["System.Double.get_One"] = GenericMath,
        ["System.Double.get_MaxValue"] = GenericMath,
        ["System.Double.get_MinValue"] = GenericMath,
        ["System.Double.op_Explicit"] = "the compiler converts without it",
        ["System.Double.get_NegativeOne"] = GenericMath,
        ["System.Double.get_Pi"] = GenericMath,
        ["System.Double.get_Epsilon"] = GenericMath,
        ["System.Double.get_Radix"] = GenericMath,
        ["System.Buffer.MemoryCopy"] = "takes pointers",
        ["System.IO.File.ReadAllText"] = "reads nothing, and gives a made-up text: FilesAreMadeUpTests",
        ["System.IO.File.ReadAllLines"] = "reads nothing, and gives made-up lines: FilesAreMadeUpTests",
        ["System.Buffers.MemoryHandle.get_Pointer"] = "gives a pointer",
        ["System.Memory`1.Pin"] = "gives a pointer",
        ["System.Runtime.CompilerServices.Unsafe.Read"] = "takes a pointer",
        ["System.Runtime.CompilerServices.Unsafe.Write"] = "takes a pointer",
        ["System.Runtime.InteropServices.NativeMemory.Alloc"] = "gives a pointer: seen in the language tests",
        ["System.Runtime.InteropServices.NativeMemory.AlignedAlloc"] = "gives a pointer",
        ["System.Runtime.InteropServices.Marshal.AllocHGlobal"] = "gives a pointer: seen in the language tests",
        ["System.IntPtr.ToPointer"] = "gives a pointer: seen in the language tests",
        ["System.Collections.IEnumerator.MoveNextAsync"] = "needs await",
        ["System.IAsyncDisposable.DisposeAsync"] = "needs await",
        ["System.Collections.IEnumerator.DisposeAsync"] = "needs await",
        ["System.IDisposable.Dispose"] = "ends an iterator: seen in the language tests",
        ["System.Console.get_Out"] = "the machine's own",
        ["System.Console.get_ForegroundColor"] = "the machine's own",
        ["System.Console.get_KeyAvailable"] = "the machine's own",
        ["System.IO.Directory.CreateDirectory"] = "the real one writes",
        ["System.IO.TextWriter..ctor"] = "the real one writes",
        ["System.IO.TextReader..ctor"] = "the real one reads",
        ["System.IO.TextReader.get_EndOfStream"] = "the real one reads",
        ["System.IO.TextReader.ReadLine"] = "the real one reads",
        ["System.IO.TextReader.ReadToEnd"] = "the real one reads",
        ["System.IO.TextReader.Read"] = "the real one reads",
        ["System.Double.ReciprocalEstimate"] = "the real one's precision depends on the hardware",
        ["System.Double.ReciprocalSqrtEstimate"] = "the real one's precision depends on the hardware",
        ["System.Enum.ToString"] = "an enum is its number here: the name is not known",
        ["System.Exception.get_StackTrace"] = "differs on purpose",
        ["System.Runtime.Intrinsics.Vector64.get_IsHardwareAccelerated"] = "differs on purpose: the plain code is traced instead",
        ["System.Runtime.Intrinsics.X86.Sse.get_IsSupported"] = "differs on purpose: the plain code is traced instead",
        ["System.Runtime.Intrinsics.Arm.AdvSimd.get_IsSupported"] = "differs on purpose: the plain code is traced instead",
        ["System.Runtime.InteropServices.CollectionsMarshal.AsSpan"] = "stops the trace",
        ["System.Runtime.InteropServices.MemoryMarshal.AsBytes"] = "stops the trace",
        ["System.Threading.Tasks.Parallel.ForAsync"] = "stops the trace",
        ["System.String.op_Equality"] = "the compiler compares without it",
        ["System.String.op_Inequality"] = "the compiler compares without it",
        ["System.String.op_Implicit"] = "C# 14 converts without it",
    };
}
