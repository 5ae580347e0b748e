namespace RnnLint.Core.Tests.Tracing;

public class LanguageFlowTests : LanguageTests<LanguageFlowTests>, ILanguageProgram
{
    public static string Source => """"
        public record Shape; public record Circle(double R) : Shape; public record Rect(double W, double H) : Shape; public record Group(Shape A, Shape B) : Shape;
        public class MyException(string m, int code) : Exception(m) { public int Code => code; }
        public class OtherException : MyException { public OtherException() : base("other", 7) { } }
        public class Sized { public int Length => 3; public int this[int i] => i * 10; public Sized Slice(int s, int l) => this; }

        public static class Cases
        {
            static List<string> log = new();
            static int one = 1, zero = 0;
            public static int Switch() { var r = 0; for (var i = 0; i < 6; i++) switch (i) { case 0: r += 1; break; case 1: case 2: r += 10; break; case 3: goto case 0; case 4: goto default; default: r += 100; break; } return r; }
            public static int SwitchString() { int F(string s) { switch (s) { case "a": return 1; case "b" when zero > 0: return 2; case "b": return 3; case null: return 4; default: return 5; } } return F("a") * 1000 + F("b") * 100 + F(null) * 10 + F("z"); }
            public static double SwitchExpression() { double F(object o) => o switch { int i when i > 5 => i, int => -1, double d => d * 2, string { Length: > 2 } s => s.Length, string s => -s.Length, null => 0, Shape => 50, _ => 99 }; return F(7) + F(3) + F(1.5) + F("abc") + F("a") + F(null) + F(new Circle(1)) + F('c'); }
            public static double SwitchTypes() { double Area(Shape s) => s switch { Circle(var r) => 3 * r * r, Rect { W: var w, H: var h } when w == h => w * w, Rect(var w, _) r => w * r.H, Group(Circle { R: 1 }, var b) => 1 + Area(b), Group g => Area(g.A) + Area(g.B), _ => 0 }; return Area(new Circle(2)) + Area(new Rect(2, 2)) + Area(new Rect(2, 3)) + Area(new Group(new Circle(1), new Rect(1, 2))) + Area(new Group(new Circle(2), new Circle(1))) + Area(new Shape()); }
            public static string SwitchRelational() { string F(double x) => x switch { < -1 => "a", >= -1 and < 0 => "b", 0 => "c", > 0 and (<= 1 or >= 10) => "d", double.NaN => "n", not 5 => "e", _ => "f" }; return F(-2) + F(-0.5) + F(0) + F(0.5) + F(20) + F(3) + F(5) + F(double.NaN); }
            public static string SwitchTuple() { string F(int a, bool b) => (a, b) switch { (0, true) => "x", (0, _) => "y", ( > 0, true) => "z", var (c, d) when c < -5 && !d => "v", _ => "w" }; return F(0, true) + F(0, false) + F(1, true) + F(-9, false) + F(-1, false); }
            public static double SwitchNoMatch() => one switch { 0 => 1, 2 => 3 };
            public static int SwitchList() { int F(int[] a) => a switch { [] => 0, [1] => 1, [1, 2, ..] => 2, [.., 9] => 3, [var x, _, var y] => x * 10 + y, [> 5, .. var mid, < 5] => 100 + mid.Length, [_, .. { Length: 2 }, _] => 200, _ => -1 }; return F([]) + F([1]) + F([1, 2, 3]) * 10 + F([4, 9]) * 100 + F([3, 4, 5]) * 1000 + F([6, 0, 0, 1]) * 10000 + F([3, 0, 0, 7]) * 10; }
            public static int ListPatternOnList() { var l = new List<int> { 1, 2, 3 }; return l is [1, var b, ..] ? b : 0; }
            public static int ListPatternOnSpan() { ReadOnlySpan<int> s = [1, 2, 3]; return s is [1, .. var rest] ? rest.Length * 10 + rest[0] : 0; }
            public static int ListPatternOnString() => "abc" is ['a', .. var rest] ? rest.Length : 0;
            public static int ListPatternOnOwn() => new Sized() is [0, 10, var x] ? x : -1;
            public static int SwitchEnum() { int F(DayOfWeek d) => d switch { DayOfWeek.Monday or DayOfWeek.Friday => 1, >= DayOfWeek.Saturday => 2, _ => 3 }; return F(DayOfWeek.Friday) * 100 + F(DayOfWeek.Saturday) * 10 + F(DayOfWeek.Tuesday); }
            public static int SwitchVar() { switch (one + 1) { case var x when x > 1: return x * 10; default: return 0; } }
            public static double IsPatterns() { object o = 2.5; if (o is double d and > 2 && o is not int && o is not null && !(o is string s)) return d; return 0; }
            public static double IsNotPattern() { object o = 3; if (o is not int n) return -1; return n; }
            public static double NestedProperty() { var g = new Group(new Circle(2), new Rect(1, 5)); return g is { A: Circle { R: var r }, B: Rect { H: > 4 and var h } } ? r * h : 0; }
            public static double ExtendedProperty() { var p = (a: new Circle(2), b: 3); return p is { a.R: 2 } ? 1 : 0; }
            public static bool ConstantPatterns() => one is 1 && (object)1.0 is 1.0 && "x" is "x" && (object)null is null && 'c' is 'c' && (object)2 is not 2L && one is not (2 or 3);
            public static bool NullablePatterns() { int? x = 3, y = null; return x is 3 && x is int v && v == 3 && y is null && y is not int && x is { } z && z == 3 && x is > 2; }
            public static int PositionalTuple() => (1, (2.0, "a")) is (1, (var d, { Length: 1 })) ? (int)d : 0;
            public static int Loops() { var s = 0; for (int i = 0, j = 10; i < j; i++, j--) { if (i == 2) continue; if (j == 6) break; s += i * j; } var k = 0; while (true) { if (++k > 5) break; if (k % 2 == 0) continue; s += k; } do { s++; } while (s < 20); do s++; while (false); return s; }
            public static int Backwards() { var s = 0; for (var t = 4; t >= 0; --t) s = s * 10 + t; for (var t = 4; t-- > 0;) s = s * 10 + t; return s; }
            public static int NestedBreak() { for (var i = 0; i < 5; i++) for (var j = 0; j < 5; j++) if (i * j == 6) goto found; return 0; found: return 1; }
            public static int GotoLoop() { var i = 0; top: i++; if (i < 5) goto top; for (var j = 0; j < 3; j++) { for (var k = 0; k < 3; k++) { if (k == 1) goto next; i += 10; } next:; } return i; }
            public static int EmptyLoops() { for (; ; ) { if (one == 1) break; } foreach (var x in new int[0]) return x; return 5; }
            public static double ForeachAll() { double s = 0; foreach (var x in new[,] { { 1.0, 2 }, { 3, 4 } }) s = s * 10 + x; foreach (var r in new double[][] { [1, 2], [3] }) foreach (var x in r) s += x; foreach (var x in new List<double> { 1, 2 }) s += x; foreach (var c in "ab") s += c; foreach (var (k, v) in new Dictionary<string, double> { ["a"] = 1 }) s += v + k.Length; foreach (var kv in new Dictionary<int, int> { [1] = 2 }) s += kv.Key * kv.Value; foreach (var x in new HashSet<int> { 1, 1, 2 }) s += x; foreach (var x in new Queue<int>(new[] { 4 })) s += x; foreach (var x in new Stack<int>(new[] { 4, 5 })) s = s * 2 + x; foreach (int x in new object[] { 1, 2 }) s += x; foreach (double x in new[] { 1, 2 }) s += x / 2; foreach (var x in new[,,] { { { 1 }, { 2 } } }) s += x; foreach (var x in Enumerable.Range(0, 3).Reverse()) s = s * 2 + x; foreach (var x in (IEnumerable<double>)new double[] { 7 }) s += x; return s; }
            public static double ForeachModifies() { var l = new List<int> { 1, 2 }; foreach (var x in l) l.Add(x); return 0; }
            public static int TryCatch() { try { zero = 10 / (zero - zero); return 1; } catch (DivideByZeroException) { return 2; } }
            public static string TryFinally() { log.Clear(); string F() { try { log.Add("t"); return "r"; } finally { log.Add("f"); } } return F() + string.Join("", log); }
            public static int FinallyValue() { var x = 1; int F() { try { return x; } finally { x = 5; } } return F() * 10 + x; }
            public static string FinallyLoop() { log.Clear(); for (var i = 0; i < 4; i++) { try { if (i == 1) continue; if (i == 3) break; log.Add("b" + i); } finally { log.Add("f" + i); } } return string.Join(",", log); }
            public static string NestedFinally() { log.Clear(); try { try { try { throw new MyException("m", 3); } finally { log.Add("1"); } } catch (InvalidOperationException) { log.Add("no"); } finally { log.Add("2"); } } catch (MyException e) { log.Add("c" + e.Code); } finally { log.Add("3"); } return string.Join(",", log); }
            public static string Rethrow() { log.Clear(); try { try { throw new OtherException(); } catch (MyException e) { log.Add("a" + e.Code); throw; } } catch (Exception e) { log.Add(e is OtherException ? "b" : "c"); } return string.Join(",", log); }
            public static string ThrowInCatch() { log.Clear(); try { try { throw new Exception("x"); } catch (Exception e) { throw new InvalidOperationException("y", e); } finally { log.Add("f"); } } catch (InvalidOperationException e) { log.Add(e.Message + e.InnerException.Message); } return string.Join(",", log); }
            public static string ThrowInFinally() { log.Clear(); try { try { throw new Exception("x"); } finally { log.Add("f"); throw new InvalidOperationException("y"); } } catch (InvalidOperationException e) { log.Add(e.Message); } return string.Join(",", log); }
            public static string Filters() { log.Clear(); for (var i = 0; i < 3; i++) { try { throw new MyException("m", i); } catch (MyException e) when (e.Code == 0) { log.Add("zero"); } catch (MyException e) when (Log("try" + e.Code) && e.Code == 1) { log.Add("one"); } catch { log.Add("rest"); } } return string.Join(",", log); }
            static bool Log(string s) { log.Add(s); return true; }
            public static string FilterThrows() { log.Clear(); try { throw new MyException("m", 1); } catch (MyException) when (one / (zero * 0) == 1) { log.Add("no"); } catch (MyException) { log.Add("yes"); } return string.Join(",", log); }
            public static int CatchVariable() { try { throw new MyException("hello", 4); } catch (MyException e) { return e.Message.Length * 10 + e.Code; } }
            public static int CatchInLoop() { var n = 0; for (var i = 0; i < 5; i++) try { if (i % 2 == 0) throw new Exception(); n += 10; } catch { n++; continue; } return n; }
            public static int CatchFromCall() { void F(int n) { if (n == 0) throw new MyException("x", 9); F(n - 1); } try { F(5); } catch (MyException e) { return e.Code; } return 0; }
            public static int ReturnInTryInLoop() { foreach (var x in new[] { 1, 2, 3 }) { try { if (x == 2) return x; } finally { zero = 0; } } return 0; }
            public static int UsingInLoop() { var n = 0; for (var i = 0; i < 3; i++) { using var d = new Dis(() => n++); if (i == 1) break; } return n; }
            class Dis(Action a) : IDisposable { public void Dispose() => a(); }
            public static int IndexOutside() { var a = new int[2]; try { a[one + 1] = 1; } catch (IndexOutOfRangeException) { return 1; } return 0; }
            public static int NegativeIndex() => (new int[2])[zero - 1];
            public static int ListOutside() => new List<int> { 1 }[one];
            public static int KeyMissing() { try { return new Dictionary<string, int>()["x"]; } catch (KeyNotFoundException) { return 4; } }
            public static int BadLength() => new int[zero - 1].Length;
            public static int FirstOfNone() => new int[0].First();
            public static int ParseFails() => int.Parse("x");
            public static int Overflow() { try { return checked(int.MaxValue + one); } catch (OverflowException) { return 3; } }
            public static int OverflowCast() { double d = 1e20; try { return checked((int)d); } catch (OverflowException) { return 3; } }
            public static int ThrowExpression() { int F(int x) => x > 0 ? x : throw new ArgumentException(nameof(x)); try { return F(1) + F(-1); } catch (ArgumentException) { return 8; } }
            public static int Uncaught() => throw new OtherException();
            public static int NestedTryReturn() { int F() { try { try { throw new Exception(); } finally { log.Clear(); } } catch { try { return 1; } finally { log.Add("x"); } } } return F() * 10 + log.Count; }
            public static int GotoOutOfTry() { var n = 0; again: try { n++; if (n < 3) goto again; } finally { n += 10; if (n > 100) n = 0; } return n; }
            public static int ExceptionInLambda() { Func<int, int> f = x => x == 0 ? throw new MyException("z", 6) : x; try { return new[] { 1, 0 }.Select(f).Sum(); } catch (MyException e) { return e.Code; } }
            public static int ExceptionFromModel() { try { return new[] { 1.0 }.Select(x => (new int[0])[3]).Sum(); } catch (IndexOutOfRangeException) { return 6; } }
            public static int CatchBase() { try { object o = "s"; return (int)o; } catch (SystemException) { return 7; } }
            public static int NullInFinally() { List<int> l = null; try { l.Add(1); } catch (NullReferenceException) { return 5; } finally { l = new(); } return 0; }
            public static double ConditionalAccessChain() { Rect r = null; return r?.W.CompareTo(1) ?? -5; }
            public static int CoalesceChain() { string a = null, b = null; return (a ?? b ?? "xyz").Length; }
            public static double CoalesceAssignMember() { var h = new H(); h.L ??= new(); h.L.Add(1); h.L ??= null; (h.D ??= new())["x"] = 4; return h.L.Count + h.D["x"]; }
            class H { public List<int> L; public Dictionary<string, double> D; public double? V; }
            public static double CoalesceAssignValue() { var h = new H(); var a = h.V ??= 3; h.V += 1; return a + h.V.Value; }
            public static double CoalesceAssignElement() { var a = new double[2][]; (a[1] ??= new double[3])[2] = 4; a[1] ??= null; return a[1][2]; }
            public static double CoalesceAssignDictionary() { var d = new Dictionary<string, List<int>>(); if (!d.TryGetValue("k", out var l)) d["k"] = l = new(); l.Add(5); return d["k"][0]; }
            public static double Chained() { double a, b, c; a = b = c = 3; a += b -= c *= 2; return a * 100 + b * 10 + c; }
            public static int Statements() { int x = 1, y = 2; { int z = x + y; x = z; } ; if (x > 2) y = 5; else y = 6; if (y == 5) { if (x == 3) return 1; else return 2; } return 3; }
            public static string Interpolated() { var x = 3; var s = $"a{x}b"; return s.Length > 0 ? "ok" : "no"; }
            public static int StringOps() { var s = "a" + 1 + 'b' + true + null; s += "z"; return s.Length * 10 + s.IndexOf("b"); }
            public static string StringIndex() { var s = "hello"; return s[1..3] + s[^1] + s[..2] + s.Substring(3); }
            public static string StringLoop() { var r = ""; foreach (var c in "abc") r = c + r; return r; }
            public static bool StringEquality() { string a = "ab", b = "a"; b += "b"; return a == b && a.Equals(b) && a != "x" && string.Equals(a, b); }
            public static string RawAndVerbatim() => """a"b""" + @"c\d" + "\t\u0041\x41" + 'q';
            public static int Utf8() => "ab"u8.Length + "ab"u8[1];
            public static int DefaultLiteral() { int x = default; string s = default; return x + (s == default ? 1 : 0); }
            public static int ConstLocal() { const int n = 4; const double h = n / 3; var a = new double[n]; return a.Length + (int)h; }
            public static int Shadowing() { var n = 0; { var i = 1; n += i; } { var i = 2; n += i * 10; } for (var i = 0; i < 2; i++) n += 100; return n; }
            public static int StaticLocalState() { int Next() => ++counter; Next(); return Next(); }
            static int counter;
            public static int UncheckedBlock() { unchecked { var x = int.MaxValue; x++; return x; } }
            public static int Ternary() { var a = new int[2]; ref var r = ref (one == 1 ? ref a[0] : ref a[1]); r = 5; (zero == 1 ? ref a[0] : ref a[1]) = 7; return a[0] * 10 + a[1]; }
            public static int WhileAssign() { var q = new Queue<int>([1, 2, 3]); var s = 0; while (q.TryDequeue(out var x)) s = s * 10 + x; int y; while ((y = s % 7) != 0) s++; return s; }
            public static int TupleEquality() { var a = (1, 2.0); return (a == (1, 2) ? 1 : 0) + (a != (1, 3) ? 10 : 0) + ((1, "x") == (1, "x") ? 100 : 0); }
            public static int SwitchPatternOrder() { object o = 5; switch (o) { case int i when i > 10: return 1; case int and > 3: return 2; case int: return 3; default: return 4; } }
            public static int SwitchOnDouble() { switch (one * 0.5) { case 0.5: return 1; case < 0: return 2; default: return 3; } }
            public static int SwitchExpressionThrow() { try { return one switch { 0 => 1, _ => throw new MyException("s", 12) }; } catch (MyException e) { return e.Code; } }
            public static int WhenSideEffect() { var n = 0; bool T() { n++; return false; } switch (one) { case 1 when T(): return 100; case 1 when T() || one == 1: return n; default: return -1; } }
            public static int DoContinue() { var i = 0; var n = 0; do { i++; if (i == 2) continue; n += i; } while (i < 4); return n; }
            public static double Dispose() { using var e = ((IEnumerable<double>)new[] { 1.0, 2 }).GetEnumerator(); e.MoveNext(); e.MoveNext(); return e.Current; }
        }
        """";
}
