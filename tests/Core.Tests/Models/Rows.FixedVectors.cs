namespace RnnLint.Core.Tests.Models;

internal static partial class Rows
{
    private const string V2 = "new Vector2(f, g)", V3 = "new Vector3(f, g, fs[0])", V4 = "new Vector4(f, g, fs[0], fs[1])";
    private const string W2 = "new Vector2(fs[2], fs[3])", W3 = "new Vector3(fs[2], fs[3], fs[4])", W4 = "new Vector4(fs[2], fs[3], fs[4], fs[5])";
    private const string M4 = "new Matrix4x4(fs[0], fs[1], fs[2], fs[3], fs[4], fs[5], fs[6], fs[7], fs[8], fs[9], fs[10], fs[11], fs[12], fs[13], fs[14], fs[15])";
    private const string N4 = "new Matrix4x4(gs[0], gs[1], gs[2], gs[3], gs[4], gs[5], gs[6], gs[7], gs[8], gs[9], gs[10], gs[11], gs[12], gs[13], gs[14], gs[15])";
    private const string M3 = "new Matrix3x2(fs[0], fs[1], fs[2], fs[3], fs[4], fs[5])", N3 = "new Matrix3x2(gs[0], gs[1], gs[2], gs[3], gs[4], gs[5])";

    private static IEnumerable<string> FixedVectors =>
    [
        .. new[] { ("Vector2", V2, W2), ("Vector3", V3, W3), ("Vector4", V4, W4) }.SelectMany(type => VectorRows(type.Item1, type.Item2, type.Item3)),
        $"new Vector3({V2}, f)", $"new Vector4({V2}, f, g)", $"new Vector4({V3}, f)", "new Vector3(fs.AsSpan())", "new Vector4(fs.AsSpan(3, 4))", "new Vector2(new float[1].AsSpan())", "Vector4.UnitX + 2 * Vector4.UnitY - 3 * Vector4.UnitZ + 4 * Vector4.UnitW", "Vector3.UnitZ", "Vector2.UnitY",
        $"var v = {V4}; return v.X + 2 * v.Y - 3 * v.Z + 5 * v.W;", $"var v = {V3}; v.Y = f; v.Z += g; return v;", $"var v = {V4}; var w = v; w.X = 9; v.W = 8; return (v, w);", $"var v = {V4}; v[1] = f; v[2] += g; return v;", $"var v = {V4}; return v[4];", $"var vs = new Vector2[3]; vs[1].X = f; vs[2] = vs[1]; vs[2].Y = g; return (vs[0], vs[1], vs[2]);",
        $"~Vector4.Transform({V4}, {M4})", $"~Vector4.Transform({V3}, {M4})", $"~Vector4.Transform({V2}, {M4})", $"~Vector3.Transform({V3}, {M4})", $"~Vector3.TransformNormal({V3}, {M4})", $"~Vector2.Transform({V2}, {M4})", $"~Vector2.TransformNormal({V2}, {M4})", $"~Vector2.Transform({V2}, {M3})", $"~Vector2.TransformNormal({V2}, {M3})", $"~Vector4.Transform({V4}, Matrix4x4.Transpose({M4}))",
        $"~Vector3.Cross({V3}, {W3})", $"~Vector2.Cross({V2}, {W2})", $"~Vector2.Reflect({V2}, {W2})", $"~Vector3.Reflect({V3}, {W3})", $"Vector4.CreateScalar(f)", $"{V4}.AsVector3()", $"{V2}.AsVector4()", $"{V4}.AsVector2()",
        $"{M4}", $"{M3}", "new Matrix4x4()", "default(Matrix3x2)", "default(Vector4)", $"new Matrix4x4({M3})", "Matrix4x4.Identity", "Matrix3x2.Identity", "Matrix4x4.Identity.IsIdentity", $"{M4}.IsIdentity",
        .. new[] { (M4, N4, "Matrix4x4", "Vector4", V4), (M3, N3, "Matrix3x2", "Vector2", V2) }.SelectMany(type => new[]
        {
            $"{type.Item1} + {type.Item2}", $"{type.Item1} - {type.Item2}", $"-{type.Item1}", $"{type.Item1} * f", $"~{type.Item1} * {type.Item2}", $"~{type.Item3}.Multiply({type.Item1}, {type.Item2})", $"{type.Item3}.Multiply({type.Item1}, f)", $"{type.Item3}.Add({type.Item1}, {type.Item2})", $"{type.Item3}.Subtract({type.Item1}, {type.Item2})", $"{type.Item3}.Negate({type.Item1})", $"~{type.Item3}.Lerp({type.Item1}, {type.Item2}, 0.25f)",
            $"{type.Item1} == {type.Item1}", $"{type.Item1} != {type.Item2}", $"{type.Item1}.Equals({type.Item1})", $"~{type.Item1}.GetDeterminant()", $"~{type.Item3} inverse; var found = {type.Item3}.Invert({type.Item1} * 3 + {type.Item3}.CreateScale(9), out inverse); return (found, inverse);", $"{type.Item3} inverse; return ({type.Item3}.Invert(new {type.Item3}(), out inverse), float.IsNaN(inverse.M11));", $"{type.Item1}[1, 1]", $"{type.Item1}[1, 7]", $"{type.Item1}[2]", $"var m4 = {type.Item1}; m4[1, 0] = f; m4.M22 -= g; m4[2] = {type.Item5}; return m4;", $"{type.Item1}.GetElement(1, 0)", $"{type.Item1}.WithElement(1, 0, f)", $"{type.Item1}.GetRow(1)", $"{type.Item1}.GetRow(8)", $"{type.Item1}.WithRow(1, {type.Item5})",
            $"{type.Item1}.X + {type.Item1}.Y + {type.Item1}.Z", $"var m4 = {type.Item1}; m4.X = {type.Item5}; m4.Y = m4.X; m4.Z = m4.Y; return m4;", $"{type.Item1}.Translation", $"{type.Item3}.Create(f)", $"{type.Item3}.Create({type.Item5})", $"{type.Item3}.CreateScale(f)", $"{type.Item1}.M11 + 2 * {type.Item1}.M12 + 3 * {type.Item1}.M21 + 5 * {type.Item1}.M32",
        }),
        $"var m4 = {M4}; m4.W = {V4}; m4.Translation = {V3}; return m4.W + m4.X;", $"var m3 = {M3}; m3.Translation = {V2}; return m3;", $"Matrix4x4.Create({V4}, {W4}, {V4}, {W4})", $"Matrix3x2.Create({V2}, {W2}, {V2})", $"Matrix4x4.Transpose({M4})", "Matrix4x4.CreateScale(f, g, 2)", $"Matrix4x4.CreateScale({V3})", $"Matrix3x2.CreateScale({V2})", "Matrix4x4.CreateTranslation(f, g, 2)", $"Matrix3x2.CreateTranslation({V2})", "~Matrix4x4.CreateRotationX(f)", "~Matrix4x4.CreateRotationY(f)", "~Matrix4x4.CreateRotationZ(f)", "~Matrix3x2.CreateRotation(f)",
        $"var a = {M4}; var b = a; b.M12 = 7; var ms = new[] {{ a, b }}; ms[0].M21 = 3; return (a, b, ms[0], ms[1]);", $"var l = new List<Vector3> {{ {V3} }}; l.Add({W3}); var first = l[0]; first.X = 7; return (l[0], first, l[1]);",
    ];

    private static IEnumerable<string> VectorRows(string name, string v, string w) =>
    [
        v, $"{v} + {w}", $"{v} - {w}", $"{v} * {w}", $"{v} / {w}", $"{v} * f", $"f * {v}", $"{v} / f", $"-{v}", $"+{v}", $"{v} == {v}", $"{v} != {w}", $"{v}.Equals({v})", $"{name}.Zero", $"{name}.One", $"new {name}(f)", $"new {name}()", $"{name}.E", $"{name}.Pi", $"{name}.Tau", $"{name}.Epsilon", $"{name}.PositiveInfinity", $"{name}.NegativeInfinity", $"{name}.NaN", $"{name}.NegativeZero", $"{name}.Create(f)",
        $"{name}.Add({v}, {w})", $"{name}.Subtract({v}, {w})", $"{name}.Multiply({v}, {w})", $"{name}.Multiply(f, {v})", $"{name}.Divide({v}, {w})", $"{name}.Divide({v}, g)", $"{name}.Negate({v})", $"~{name}.Dot({v}, {w})", $"~{name}.Sum({v})", $"~{v}.Length()", $"~{v}.LengthSquared()", $"~{name}.Distance({v}, {w})", $"~{name}.DistanceSquared({v}, {w})", $"~{name}.Normalize({v})",
        $"{name}.Abs({v})", $"{name}.SquareRoot({name}.Abs({v}))", $"{name}.Max({v}, {w})", $"{name}.Min({v}, {w})", $"{name}.Clamp({v}, -{name}.One, {name}.One)", $"~{name}.Lerp({v}, {w}, 0.25f)", $"~{name}.Lerp({v}, {w}, {name}.One)", $"~{name}.Exp({v})", $"~{name}.Log({name}.Abs({v}))", $"~{name}.Sin({v})", $"~{name}.Cos({v})", $"~{name}.SinCos({v})", $"{name}.Round({v})", $"{name}.Truncate({v})", $"~{name}.FusedMultiplyAdd({v}, {w}, {v})", $"~{name}.MultiplyAddEstimate({v}, {w}, {v})", $"{name}.CopySign({v}, {w})", $"~{name}.Hypot({v}, {w})", $"~{name}.Log2({name}.Abs({v}))",
        $"{name}.ConditionalSelect({name}.GreaterThan({v}, {name}.Zero), {v}, {name}.Zero)", $"{name}.ConditionalSelect({name}.LessThan({v}, {w}) | {name}.Equals({v}, {w}), {v}, {w})", $"{name}.ConditionalSelect(~{name}.IsNaN({v}), {v}, {w})", $"{name}.GreaterThan({v}, {name}.Zero) & {w}", $"{name}.AndNot({v}, {name}.GreaterThan({v}, {name}.Zero))",
        .. new[] { "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "Equals" }.SelectMany(test => new[] { $"{name}.{test}All({v}, {w})", $"{name}.{test}Any({v}, {w})" }),
        $"{v}.CopyTo(fs); return fs;", $"{v}.CopyTo(fs, 3); return fs;", $"{v}.CopyTo(fs, 15); return fs;", $"{v}.CopyTo(fs, 16); return fs;", $"{v}.CopyTo(fs.AsSpan(2)); return fs;", $"{v}.TryCopyTo(fs.AsSpan(15))", $"{v}[1]", $"{v}[9]", $"{v}.GetElement(1)", $"{v}.GetElement(7)", $"{v}.WithElement(1, f)", $"{v}.ToScalar()",
    ];
}
