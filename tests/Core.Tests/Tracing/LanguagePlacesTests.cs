namespace RnnLint.Core.Tests.Tracing;

public class LanguagePlacesTests : LanguageTests<LanguagePlacesTests>, ILanguageProgram
{
    public static string Source => """"
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        public class Net { public double[] B = [1, 2, 3]; public double[][] J = [[1, 2], [3, 4]]; public double[,] M = { { 1, 2 }, { 3, 4 } }; public double S; public double P { get; set; } public List<double> L = [1, 2]; }
        public struct P3 { public double A, B, C; }

        public static class Cases
        {
            public static double[] SwapElements() { var a = new double[] { 1, 2, 3 }; int i = 0, j = 2; (a[i], a[j]) = (a[j], a[i]); return a; }
            public static double[] Rotate() { var a = new double[] { 1, 2, 3 }; (a[0], a[1], a[2]) = (a[2], a[0], a[1]); return a; }
            public static int[] SwapIndices() { int i = 1, j = 2; (i, j) = (j, i); (i, j) = (j + i, i - j); return [i, j]; }
            public static int[] SideEffects() { var a = new int[4]; var i = 0; a[i++] = i++; (a[i++], a[i]) = (i, i + 10); return [.. a, i]; }
            public static double SwapFields() { var n = new Net(); (n.S, n.P) = (3, 4); (n.S, n.P) = (n.P, n.S); return n.S * 10 + n.P; }
            public static double SwapRefs() { static void Swap<T>(ref T a, ref T b) { var t = a; a = b; b = t; } double x = 1, y = 2; Swap(ref x, ref y); var arr = new[] { 1.0, 2.0 }; Swap(ref arr[0], ref arr[1]); string s = "a", u = "bc"; Swap(ref s, ref u); return x * 10 + y + arr[0] * 100 + s.Length * 1000; }
            public static double SwapArrays() { double[] h = [1], g = [2]; (h, g) = (g, h); var t = h; h = g; g = t; return h[0] * 10 + g[0]; }
            public static double Deconstruction() { var (a, (b, c)) = (1.0, (2.0, 3.0)); double d; (d, var e) = (a + b, b * c); (a, (b, _)) = (e, (d, 0)); return a * 100 + b * 10 + d + e; }
            public static double DeconstructConversion() { double a; float b; (a, b) = (1, 2); long x; (x, a) = (3, 4.5f); return a + b + x; }
            public static double DeconstructArrays() { var n = new Net(); (n.B[0], n.J[1][0], n.M[1, 1], n.L[1]) = (10, 20, 30, 40); return n.B[0] + n.J[1][0] + n.M[1, 1] + n.L[1]; }
            public static (double, int) TupleReturn() { (double x, int n) F() => (1.5, 3); var t = F(); t.x += t.n; return t; }
            public static double TupleFields() { (double a, int b) t = (1, 2); t.a++; t.Item2 += 5; var u = t; u.a = 0; t.b *= 2; return t.a + t.b * 10 + u.b; }
            public static double TupleArray() { var a = new (double h, double c)[2]; a[0].h = 3; a[1] = a[0]; a[0].h = 4; a[1].c += a[1].h; return a[0].h * 100 + a[1].h * 10 + a[1].c; }
            public static double TupleNested() { var t = (a: 1.0, b: (c: 2.0, d: new[] { 3.0 })); t.b.c = 5; t.b.d[0]++; return t.a + t.b.c * 10 + t.b.d[0]; }
            public static double TupleEight() { var t = (1, 2, 3, 4, 5, 6, 7, 8, 9.5); return t.Item8 * 10 + t.Item9; }
            public static double TupleInList() { var l = new List<(int i, double v)> { (1, 2), (3, 4) }; double s = 0; foreach (var (i, v) in l) s += i * v; l[0] = (5, l[1].v); return s + l[0].i + l[0].v; }
            public static double RefLocals() { var a = new double[] { 1, 2, 3 }; ref var r = ref a[1]; r = 5; r += 2; ref var q = ref r; q *= 2; r = ref a[2]; r = 9; return a[1] * 10 + a[2]; }
            public static double RefToLocal() { double x = 1; ref var r = ref x; r = 4; x += 1; return r; }
            public static double RefToField() { var n = new Net(); ref var r = ref n.S; r = 3; ref var b = ref n.B[2]; b = n.S * 2; return n.S + n.B[2]; }
            public static double RefReturn() { static ref double Max(double[] a) { var k = 0; for (var i = 1; i < a.Length; i++) if (a[i] > a[k]) k = i; return ref a[k]; } var a = new double[] { 1, 5, 2 }; Max(a) = 0; Max(a)++; var v = Max(a); v = 100; return a.Sum(); }
            public static double RefReadonly() { var a = new double[] { 1, 2 }; ref readonly var r = ref a[1]; a[1] = 7; return r; }
            public static double RefStructElement() { var a = new P3[2]; ref var p = ref a[1]; p.A = 1; p.B += 2; a[1].C = p.A + p.B; return a[1].A + a[1].B * 10 + p.C * 100; }
            public static double StructByFields() { P3 p; p.A = 1; p.B = 2; p.C = p.A + p.B; (double h, double c) t; t.h = p.C; t.c = 4; P3 q; q.A = q.B = q.C = t.c; var r = q; q.A = 9; return p.C + t.h * 10 + t.c * 100 + r.A * 1000 + q.A * 10000; }
            public static double StructByFieldsInLoop() { var all = new List<P3>(); for (var i = 0; i < 3; i++) { P3 p; p.A = i; p.B = p.A * 2; p.C = 1; all.Add(p); p.A = 50; } return all[0].A + all[1].B * 10 + all[2].A * 100; }
            public static double StructByFieldsOut() { static void F(out P3 p, double x) { p.A = x; p.B = p.A + 1; p.C = 0; } F(out var p, 3); P3 q; F(out q, 5); q.C += p.B; return p.A + q.B * 10 + q.C * 100; }
            public static double RefForeach() { Span<double> s = stackalloc double[] { 1, 2, 3 }; foreach (ref var x in s) x *= x; return s[0] + s[1] + s[2]; }
            public static double RefTernary() { double a = 1, b = 2; ref var r = ref (a > b ? ref a : ref b); r = 10; return a + b; }
            public static double RefParameterChain() { static void A(ref double x) { B(ref x); x++; } static void B(ref double x) => x *= 3; var a = new double[] { 2 }; A(ref a[0]); double s = 1; A(ref s); var n = new Net(); A(ref n.S); A(ref n.M[0, 1]); return a[0] + s + n.S + n.M[0, 1]; }
            public static double OutElements() { static void F(out double x, out double y) { x = 1; y = x + 1; } var a = new double[3]; F(out a[1], out a[2]); F(out var p, out double q); return a[1] + a[2] * 10 + p + q; }
            public static double RefLocalInLoop() { var a = new double[] { 1, 2, 3 }; for (var i = 0; i < a.Length; i++) { ref var r = ref a[i]; r = r * 2 + i; } return a[0] + a[1] * 10 + a[2] * 100; }
            public static double[] Ranges() { var a = new double[] { 1, 2, 3, 4, 5 }; return [.. a[1..3], a[^1], .. a[^2..], .. a[..1], a[^2] + a[0]]; }
            public static double RangeVariables() { var a = new double[] { 1, 2, 3, 4, 5 }; Range r = 1..^1; Index i = ^2; var b = a[r]; b[0] = 100; var (o, l) = r.GetOffsetAndLength(5); return b.Sum() + a[i] + a[1] + o * 1000 + l * 10000; }
            public static double IndexAssign() { var a = new double[] { 1, 2, 3 }; a[^1] = 9; a[^2] += 5; var l = new List<double> { 1, 2 }; l[^1] *= 4; return a[1] + a[2] + l[1]; }
            public static double JaggedIndexEnd() { var h = new double[3][]; for (var t = 0; t < 3; t++) h[t] = [t, t * 2]; return h[^1][^1] + h[..2][1][0]; }
            public static double SpanSlices() { var a = new double[] { 1, 2, 3, 4 }; var s = a.AsSpan(); var t = s[1..3]; t[0] = 10; s.Slice(2)[1] = 20; t.CopyTo(s); ReadOnlySpan<double> r = s[^2..]; return a[0] + a[1] + a[2] + a[3] + r[0] * 100 + t.Length; }
            public static double SpanFill() { Span<double> s = new double[4]; s.Fill(2); s[1..].Clear(); s[^1] = 5; double x = 0; foreach (var v in s) x = x * 10 + v; return x; }
            public static double MemorySpans() { Memory<double> m = new double[] { 1, 2, 3 }; m.Span[1] = 7; var n = m[1..]; n.Span[0]++; return m.Span[1] + n.Length + m.ToArray().Sum(); }
            public static double StackAlloc() { Span<double> s = stackalloc double[3]; s[0] = 1; s[2] = 3; Span<int> q = stackalloc[] { 1, 2, 3 }; return s[0] + s[1] + s[2] + q[1] + q.Length; }
            public static double SpanEquality() => new[] { 1.0, 2 }.AsSpan().SequenceEqual([1, 2]) ? 1 : 0;
            public static double SpanOfJagged() { var m = new double[6]; double Row(Span<double> r) { double s = 0; for (var i = 0; i < r.Length; i++) { r[i] += i; s += r[i]; } return s; } return Row(m.AsSpan(0, 3)) + Row(m.AsSpan(2, 3)) + m[2] * 100; }
            public static double MultiDim() { var m = new double[2, 3]; for (var i = 0; i < m.GetLength(0); i++) for (var j = 0; j < m.GetLength(1); j++) m[i, j] = i * 10 + j; m[1, 2]++; m[0, 1] *= 5; return m[1, 2] + m[0, 1] * 100 + m.Length + m.Rank; }
            public static double[,] MultiDimResult() => new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };
            public static int[,,] ThreeDim() { var a = new int[2, 1, 2]; a[1, 0, 1] = 5; a[0, 0, 1] = a[1, 0, 1] * 2; return a; }
            public static int MultiDimOutside() { var m = new int[2, 2]; return m[0, 2]; }
            public static double Jagged() { var j = new double[3][]; for (var i = 0; i < 3; i++) { j[i] = new double[i + 1]; j[i][i] = i + 1; } var r = j[1]; r[0] = 50; j[0] = r; return j[0][0] + j[1].Length * 100 + j[2][2]; }
            public static double JaggedOfGrids() { var g = new double[2][,]; g[1] = new double[2, 2]; g[1][1, 0] = 4; return g[1][1, 0] + (g[0] == null ? 1 : 0); }
            public static double JaggedNull() { var j = new double[2][]; return j[0][0]; }
            public static double FlatMatrix() { int n = 3; var w = new double[n * n]; for (var i = 0; i < n; i++) for (var j = 0; j < n; j++) w[i * n + j] = i - j; double s = 0; for (var k = 0; k < w.Length; k++) s = s * 2 + w[k]; return s; }
            public static double ArrayInitializers() { double[] a = { 1, 2 }; var b = new[] { 1, 2.5 }; var c = new double[2] { 3, 4 }; int[][] d = { new[] { 1 }, new[] { 2, 3 } }; var e = new[] { new[] { 1.0 }, new[] { 2.0 } }; double[,] f = { { 1 }, { 2 } }; float[] g = { 1, 2 }; return a[1] + b[0] + c[1] + d[1][1] + e[1][0] + f[1, 0] + g[1] / 4; }
            public static double ArrayConversionInInitializer() { var a = new double[] { 1, 2f, 'a', 3L }; return a[0] / 2 + a[2] + a[3] / 2; }
            public static float[] FloatArray() { float[] a = [0.1f, 0.2f]; a[0] += 0.2f; a[1] *= 3; a[0] = (float)(a[0] * 1.1); return a; }
            public static double[] DoubleFromFloatArray() { float[] a = [0.1f]; double[] b = [a[0], 1, 2]; b[1] = a[0] * 2; b[2] = a[0] * 2.0; return b; }
            public static double Covariance() { object[] o = new string[] { "a", "bc" }; IEnumerable<object> e = new List<string> { "x" }; return ((string)o[1]).Length + e.Count(); }
            public static double ArrayAliasing() { var a = new double[] { 1 }; var b = a; b[0] = 5; double[] c = (double[])a.Clone(); c[0] = 9; return a[0] + c[0]; }
            public static bool ArrayEquality() { var a = new[] { 1 }; var b = a; return a == b && a != new[] { 1 } && a.SequenceEqual([1]) && a.Equals(b); }
            public static double ArrayMethods() { var a = new double[] { 3, 1, 2 }; Array.Sort(a); Array.Reverse(a); var b = new double[5]; Array.Copy(a, 0, b, 1, 3); Array.Resize(ref a, 4); a[3] = 7; Array.Clear(b, 0, 2); return a[0] + a[3] * 10 + b[2] * 100 + b[1] + Array.IndexOf(a, 7) + Array.FindIndex(a, x => x == 2); }
            public static double CollectionExpressions() { double[] a = [1, 2]; List<double> l = [.. a, 3, .. a.Select(x => x * 10)]; Span<double> s = [.. l, 4]; IEnumerable<int> e = [1, 2]; IReadOnlyList<double> r = [5, 6]; HashSet<int> h = [1, 1, 2]; double[][] j = [[1], [2, 3], []]; int[] none = []; return l.Sum() + s.Length + e.Sum() + r[1] + h.Count + j[1][1] + j[2].Length + none.Length; }
            public static double CollectionConversion() { double[] a = [1, 2]; float[] f = [1, 2]; long[] l = [1, 'a']; object[] o = [1, "x"]; double?[] n = [1, null]; return a[0] / 2 + f[1] / 4 + l[1] + o.Length + (n[1] ?? 0.5); }
            public static double DictionaryPlaces() { var d = new Dictionary<int, double> { [0] = 1 }; d[0] += 5; d[1] = d[0]++; d[-1] = 3; ref var r = ref CollectionsMarshal.GetValueRefOrAddDefault(d, 9, out _); r = 4; return d[0] + d[1] * 10 + d[-1] * 100 + d[9] * 1000; }
            public static double ListPlaces() { var l = new List<double> { 1, 2 }; l[0]++; l[1] *= 3; l.Insert(0, 9); l.RemoveAt(2); return l[0] + l[1]; }
            public static double PropertyCompound() { var n = new Net(); n.P += 3; n.P *= n.P++; n.P -= 1; return n.P; }
            static int evals; static Net One() { evals++; return net; } static Net net = new();
            static int Idx() { evals += 10; return 1; }
            public static double EvaluatedOnce() { evals = 0; net = new(); One().S += 2; One().B[Idx()] += 5; One().P++; One().J[Idx()][Idx()] *= 2; One().L[Idx()]++; return net.S + net.B[1] * 10 + net.J[1][1] + net.L[1] + evals * 1000; }
            public static unsafe double Pointers() { var a = new double[] { 1, 2, 3, 4 }; fixed (double* p = a) { double* q = p + 1; *q = 10; q[1] = 20; q++; *q += 5; *(p + 3) = q[-1]; return a[1] + a[2] + a[3] + (q - p) * 1000; } }
            public static unsafe double PointerLoop() { var a = new double[] { 1, 2, 3 }; double s = 0; fixed (double* p = a, q = &a[1]) { for (double* r = p, e = p + 3; r < e; r++) s = s * 10 + *r; for (var i = 0; i < 2; i++) s += q[i] * 1000; } return s; }
            public static unsafe double PointerToLocal() { double x = 1; double* p = &x; *p = 5; (*p)++; return x; }
            public static unsafe double PointerToStruct() { P3 v = default; P3* p = &v; p->A = 3; p->B = p->A * 2; (*p).C = 1; return v.A + v.B * 10 + v.C * 100; }
            public static unsafe double PointerStackAlloc() { double* p = stackalloc double[3]; for (var i = 0; i < 3; i++) p[i] = i; double* q = p; double s = 0; while (q != p + 3) s += *q++; return s; }
            static unsafe void Axpy(double a, double* x, double* y, int n) { for (var i = 0; i < n; i++) y[i] += a * x[i]; }
            public static unsafe double PointerArguments() { double[] x = [1, 2], y = [3, 4]; fixed (double* px = x, py = y) Axpy(2, px, py, 2); return y[0] * 10 + y[1]; }
            public static unsafe double PointerGrid() { var m = new double[2, 2]; fixed (double* p = m) for (var i = 0; i < 4; i++) p[i] = i; return m[1, 0] * 10 + m[1, 1]; }
            public static unsafe double PointerSpan() { Span<double> s = new double[] { 1, 2, 3 }; fixed (double* p = s) p[1] = 7; return s[1]; }
            public static unsafe double NativeBlocks() { double* p = (double*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(4, sizeof(double)); p[1] = 3; p[3] = p[0] + 2; var s = new Span<double>(p, 4); s[0] = 5; double sum = p[0] * 100 + p[1] * 10 + p[3]; System.Runtime.InteropServices.NativeMemory.Free(p); return sum; }
            public static unsafe double NativeHandles() { var h = System.Runtime.InteropServices.Marshal.AllocHGlobal(3 * sizeof(float)); float* p = (float*)h; for (var i = 0; i < 3; i++) p[i] = i + 1; float* q = (float*)h.ToPointer(); var s = q[2] * 10 + q[1]; System.Runtime.InteropServices.Marshal.FreeHGlobal(h); return s; }
            public static unsafe double NativeSpan() { void* p = System.Runtime.InteropServices.NativeMemory.Alloc(2 * sizeof(double)); var s = new Span<double>(p, 2); s.Clear(); s[1] = 4; double sum = ((double*)p)[1] + s[0]; System.Runtime.InteropServices.NativeMemory.Free(p); return sum; }
            public static unsafe double PointerInts() { var a = new int[] { 1, 2, 3 }; fixed (int* p = a) { int* q = p; var s = 0; for (int i = 0; i < 3; i++) s += *q++ * 10; return s + *--q; } }
            public static double UnsafeAs() { var a = new double[] { 1, 2, 3 }; ref var r = ref MemoryMarshal.GetArrayDataReference(a); Unsafe.Add(ref r, 1) = 9; return a[1]; }
            public static double OutRefSame() { static void F(ref double a, ref double b) { a += 1; b *= 2; } double x = 3; F(ref x, ref x); return x; }
            public static double[] ArrayOfFunctions() { var fs = new Func<double, double>[2]; fs[0] = x => x; fs[1] = x => fs[0](x) * 2; return [fs[1](3), fs[0](1)]; }
            public static double StaticArrays() { Table.W[1] = 5; Table.W[1]++; Table.J[0][1] = 3; return Table.W[1] + Table.J[0][1]; }
            static class Table { public static readonly double[] W = new double[3]; public static double[][] J = { new double[2] }; }
            public static double IndexByEnum() { var a = new double[7]; a[(int)DayOfWeek.Friday] = 4; return a[5]; }
            public static double IndexByByteAndLong() { var a = new double[] { 1, 2, 3 }; byte b = 1; long l = 2; char c = '\u0001'; uint u = 2; return a[b] + a[l] + a[c] + a[u]; }
            public static double LengthArithmetic() { var a = new double[4]; a[a.Length - 1] = 3; a[a.Length / 2] = 2; return a[3] * a[2] + a.GetUpperBound(0) + a.LongLength; }
            public static double ScopedRefs() { static double F(scoped ref double x, scoped Span<double> s) { x += s[0]; return x; } double v = 1; return F(ref v, [5]); }
            public static double InWithTemporary() { static double F(in P3 p) => p.A; return F(new P3 { A = 4 }); }
            public static double NestedObjectPath() { var o = new Outer(); o.I.V.A = 3; o.Is[1].V.B = 4; o.Is[1].Grid[1, 1].C = 5; return o.I.V.A + o.Is[1].V.B * 10 + o.Is[1].Grid[1, 1].C * 100; }
            class Outer { public Inner I = new(); public Inner[] Is = [new(), new()]; }
            class Inner { public P3 V; public P3[,] Grid = new P3[2, 2]; }
            public static double ArraySegments() { var a = new double[] { 1, 2, 3 }; var s = new ArraySegment<double>(a, 1, 2); s[0] = 9; return a[1] + s.Count + s.Sum(); }
            public static double ChainedIndexers() { var g = new Dictionary<string, List<double[]>> { ["x"] = [[1, 2]] }; g["x"][0][1] += 5; g["x"].Add([3]); return g["x"][0][1] + g["x"][^1][0]; }
            public static double ForeachIndexed() { double s = 0; foreach (var (x, i) in new[] { 1.5, 2.5 }.Select((x, i) => (x, i))) s += x * (i + 1); return s; }
            public static double BufferCopy() { var a = new double[] { 1, 2, 3 }; var b = new double[3]; Buffer.BlockCopy(a, 8, b, 0, 16); return b[0] * 10 + b[1] + b[2]; }
        }
        """";
}
