using System.Text;

namespace RnnLint.Loading;

/// <summary>
/// Declarations, without code, of what numerical code takes from Unity's libraries, written from their documentation. A function is declared
/// with all its overloads or not at all, so that no call binds to another than it would in Unity.
/// </summary>
public static class UnityDeclarations
{
    private const string Letters = "xyzw";

    public static string Engine { get; } = $$"""
        namespace UnityEngine
        {
            public class Object { public string name { get; set; } }
            public class Component : Object { }
            public class Behaviour : Component { public bool enabled { get; set; } }
            public class MonoBehaviour : Behaviour { public static extern void print(object message); }
            public class ScriptableObject : Object { }

            {{string.Join(" ", new[] { "SerializeField", "HideInInspector" }.Select(name => $"public sealed class {name} : System.Attribute {{ }}"))}}
            public class PropertyAttribute : System.Attribute { }
            public sealed class HeaderAttribute : PropertyAttribute { public extern HeaderAttribute(string header); }
            public sealed class TooltipAttribute : PropertyAttribute { public extern TooltipAttribute(string tooltip); }
            public sealed class RangeAttribute : PropertyAttribute { public extern RangeAttribute(float min, float max); }

            public struct Mathf
            {
                public const float PI = 3.14159274F, Infinity = float.PositiveInfinity, NegativeInfinity = float.NegativeInfinity, Deg2Rad = 0.0174532924F, Rad2Deg = 57.29578F;
                public static readonly float Epsilon;
                {{Functions("float", "f", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sqrt", "Abs", "Exp", "Log", "Log10", "Ceil", "Floor", "Round", "Sign")}}
                public static extern float Atan2(float y, float x);
                public static extern int Abs(int value);
                public static extern float Min(float a, float b);
                public static extern float Min(params float[] values);
                public static extern int Min(int a, int b);
                public static extern int Min(params int[] values);
                public static extern float Max(float a, float b);
                public static extern float Max(params float[] values);
                public static extern int Max(int a, int b);
                public static extern int Max(params int[] values);
                public static extern float Pow(float f, float p);
                public static extern float Log(float f, float p);
                public static extern int CeilToInt(float f);
                public static extern int FloorToInt(float f);
                public static extern int RoundToInt(float f);
                public static extern float Clamp(float value, float min, float max);
                public static extern int Clamp(int value, int min, int max);
                public static extern float Clamp01(float value);
                public static extern float Lerp(float a, float b, float t);
                public static extern float LerpUnclamped(float a, float b, float t);
                public static extern float InverseLerp(float a, float b, float value);
                public static extern float MoveTowards(float current, float target, float maxDelta);
                public static extern float SmoothStep(float from, float to, float t);
                public static extern float Repeat(float t, float length);
                public static extern float PingPong(float t, float length);
                public static extern bool Approximately(float a, float b);
            }

            public static class Random
            {
                public static extern float value { get; }
                public static extern float Range(float minInclusive, float maxInclusive);
                public static extern int Range(int minInclusive, int maxExclusive);
                public static extern void InitState(int seed);
            }

            public class Debug
            {
                {{string.Join(" ", new[] { "Log", "LogWarning", "LogError", "LogAssertion" }.Select(name => $"public static extern void {name}(object message); public static extern void {name}(object message, Object context);"))}}
                {{string.Join(" ", new[] { "LogFormat", "LogWarningFormat", "LogErrorFormat" }.Select(name => $"public static extern void {name}(string format, params object[] args); public static extern void {name}(Object context, string format, params object[] args);"))}}
                public static extern void LogException(System.Exception exception);
                public static extern void LogException(System.Exception exception, Object context);
                public static extern void Assert(bool condition);
                public static extern void Assert(bool condition, string message);
                public static extern void Assert(bool condition, object message);
                public static extern void Assert(bool condition, Object context);
                public static extern void Assert(bool condition, string message, Object context);
                public static extern void Assert(bool condition, object message, Object context);
            }

            {{EngineVector(2)}}
            {{EngineVector(3)}}
            {{EngineVector(4)}}
            public struct Matrix4x4
            {
                public float {{string.Join(", ", Enumerable.Range(0, 16).Select(n => $"m{n % 4}{n / 4}"))}};
                public extern Matrix4x4(Vector4 column0, Vector4 column1, Vector4 column2, Vector4 column3);
                public extern float this[int row, int column] { get; set; }
                public extern float this[int index] { get; set; }
                public static extern Matrix4x4 zero { get; }
                public static extern Matrix4x4 identity { get; }
                public extern Matrix4x4 transpose { get; }
                public static extern Matrix4x4 Transpose(Matrix4x4 m);
                public static extern Matrix4x4 operator *(Matrix4x4 lhs, Matrix4x4 rhs);
                public static extern Vector4 operator *(Matrix4x4 lhs, Vector4 vector);
                public static extern bool operator ==(Matrix4x4 lhs, Matrix4x4 rhs);
                public static extern bool operator !=(Matrix4x4 lhs, Matrix4x4 rhs);
                public extern Vector4 GetColumn(int index);
                public extern Vector4 GetRow(int index);
                public extern void SetColumn(int index, Vector4 column);
                public extern void SetRow(int index, Vector4 row);
                public extern Vector3 MultiplyVector(Vector3 vector);
            }
        }
        """;

    public static string Mathematics { get; } = Library();

    private static string Functions(string type, string argument, params string[] names) =>
        string.Join(" ", names.Select(name => $"public static extern {type} {name}({type} {argument});"));

    private static string EngineVector(int size)
    {
        var (type, letters) = ("Vector" + size, Letters[..size]);
        var text = new StringBuilder($"public struct {type} {{ public float {string.Join(", ", letters.ToCharArray())};");
        for (var given = 2; given <= size; given++)
            text.Append($" public extern {type}({string.Join(", ", letters[..given].Select(letter => "float " + letter))});");
        text.Append($" public extern float this[int index] {{ get; set; }} public extern float magnitude {{ get; }} public extern float sqrMagnitude {{ get; }} public extern {type} normalized {{ get; }} public extern void Normalize();");
        text.Append($" public extern void Scale({type} scale); public extern void Set({string.Join(", ", letters.Select(letter => "float new" + letter))});");
        string[] directions = size == 2 ? ["up", "down", "left", "right"] : size == 3 ? ["up", "down", "left", "right", "forward", "back"] : [];
        foreach (var name in (string[])["zero", "one", .. directions])
            text.Append($" public static extern {type} {name} {{ get; }}");
        foreach (var name in (string[])["Scale", "Min", "Max"])
            text.Append($" public static extern {type} {name}({type} a, {type} b);");
        text.Append($" public static extern float Dot({type} lhs, {type} rhs); public static extern float Distance({type} a, {type} b);");
        text.Append($" public static extern {type} Lerp({type} a, {type} b, float t); public static extern {type} LerpUnclamped({type} a, {type} b, float t);");
        if (size > 2)
            text.Append($" public static extern float Magnitude({type} a); public static extern float SqrMagnitude({type} a); public static extern {type} Normalize({type} value);");
        if (size == 3)
            text.Append(" public static extern Vector3 Cross(Vector3 lhs, Vector3 rhs);");
        foreach (var @operator in "+-")
            text.Append($" public static extern {type} operator {@operator}({type} a, {type} b);");
        if (size == 2)
            text.Append(" public static extern Vector2 operator *(Vector2 a, Vector2 b); public static extern Vector2 operator /(Vector2 a, Vector2 b);");
        text.Append($" public static extern {type} operator -({type} a); public static extern {type} operator *({type} a, float d); public static extern {type} operator *(float d, {type} a); public static extern {type} operator /({type} a, float d);");
        text.Append($" public static extern bool operator ==({type} lhs, {type} rhs); public static extern bool operator !=({type} lhs, {type} rhs);");
        if (size > 2)
            text.Append($" public static extern implicit operator {type}(Vector{size - 1} v); public static extern implicit operator Vector{size - 1}({type} v);");
        if (size == 4)
            text.Append(" public static extern implicit operator Vector4(Vector2 v); public static extern implicit operator Vector2(Vector4 v);");
        return text.Append(" }").ToString();
    }

    private static string Library()
    {
        var types = new StringBuilder();
        var math = new StringBuilder("public const float PI = 3.14159274f, E = 2.718281828f, EPSILON = 1.1920928955078125e-7f, INFINITY = float.PositiveInfinity; public const double PI_DBL = System.Math.PI, E_DBL = System.Math.E;");
        foreach (var number in (string[])["float", "double"])
        {
            for (var size = 1; size <= 4; size++)
            {
                var type = number + (size == 1 ? "" : size.ToString(System.Globalization.CultureInfo.InvariantCulture));
                foreach (var name in (string[])["abs", "exp", "exp2", "exp10", "log", "log2", "log10", "sqrt", "rsqrt", "rcp", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "saturate", "sign", "floor", "ceil", "round", "trunc", "frac", "normalize", "square"])
                    if (name != "normalize" || size > 1)
                        math.Append($" public static extern {type} {name}({type} x);");
                foreach (var name in (string[])["pow", "min", "max", "atan2", "step"])
                    math.Append($" public static extern {type} {name}({type} x, {type} y);");
                foreach (var name in (string[])["clamp", "lerp", "mad"])
                    math.Append($" public static extern {type} {name}({type} a, {type} b, {type} c);");
                if (size > 1)
                    math.Append($" public static extern {type} lerp({type} a, {type} b, {number} c);");
                math.Append($" public static extern {type} select({type} a, {type} b, bool c);");
                foreach (var name in (string[])["dot", "distance", "distancesq"])
                    math.Append($" public static extern {number} {name}({type} x, {type} y);");
                foreach (var name in (string[])["length", "lengthsq"])
                    math.Append($" public static extern {number} {name}({type} x);");
                if (size == 1)
                    continue;
                foreach (var name in (string[])["csum", "cmin", "cmax"])
                    math.Append($" public static extern {number} {name}({type} x);");
                if (size == 3)
                    math.Append($" public static extern {type} cross({type} x, {type} y);");
                types.Append(VectorType(number, size));
                types.Append(MatrixType(number, size));
                foreach (var parameters in Constructors(number, size))
                    math.Append($" public static extern {type} {type}({parameters});");
                var matrix = type + "x" + size;
                foreach (var parameters in MatrixConstructors(number, size))
                    math.Append($" public static extern {matrix} {matrix}({parameters});");
                math.Append($" public static extern {matrix} transpose({matrix} v); public static extern {matrix} mul({matrix} a, {matrix} b); public static extern {type} mul({matrix} a, {type} b); public static extern {type} mul({type} a, {matrix} b); public static extern {number} mul({type} a, {type} b);");
            }

            math.Append($" public static extern {number} mul({number} a, {number} b);");
        }

        math.Append(" public static extern int abs(int x); public static extern int min(int x, int y); public static extern int max(int x, int y); public static extern int clamp(int a, int b, int c); public static extern int select(int a, int b, bool c); public static extern int mad(int a, int b, int c); public static extern int square(int x); public static extern int mul(int a, int b);");
        return $"namespace Unity.Mathematics {{ public static class math {{ {math} }} {types} {RandomType} }}";
    }

    private const string RandomType = """
        public struct Random
        {
            public uint state;
            public extern Random(uint seed);
            public static extern Random CreateFromIndex(uint index);
            public extern void InitState(uint seed = 0x6E624EB7u);
            public extern float NextFloat();
            public extern float NextFloat(float max);
            public extern float NextFloat(float min, float max);
            public extern double NextDouble();
            public extern double NextDouble(double max);
            public extern double NextDouble(double min, double max);
            public extern int NextInt();
            public extern int NextInt(int max);
            public extern int NextInt(int min, int max);
        }
        """;

    private static string VectorType(string number, int size)
    {
        var type = number + size;
        var text = new StringBuilder($" public struct {type} {{ public {number} {string.Join(", ", Letters[..size].ToCharArray())}; public static readonly {type} zero; public extern {number} this[int index] {{ get; set; }}");
        foreach (var parameters in Constructors(number, size))
            text.Append($" public extern {type}({parameters});");
        for (var part = 2; part <= size; part++)
            for (var from = 0; from + part <= size; from++)
                text.Append($" public extern {number}{part} {Letters[from..(from + part)]} {{ get; set; }}");
        return text.Append(Operators(type, number)).Append(" }").ToString();
    }

    private static string MatrixType(string number, int size)
    {
        var (type, column) = ($"{number}{size}x{size}", number + size);
        var text = new StringBuilder($" public struct {type} {{ public {column} {string.Join(", ", Enumerable.Range(0, size).Select(n => "c" + n))}; public static readonly {type} zero, identity; public extern ref {column} this[int index] {{ get; }}");
        foreach (var parameters in MatrixConstructors(number, size))
            text.Append($" public extern {type}({parameters});");
        return text.Append(Operators(type, number)).Append(" }").ToString();
    }

    private static string Operators(string type, string number) =>
        string.Concat("+-*/".Select(@operator => $" public static extern {type} operator {@operator}({type} a, {type} b); public static extern {type} operator {@operator}({type} a, {number} b); public static extern {type} operator {@operator}({number} a, {type} b);"))
        + $" public static extern {type} operator -({type} a); public static extern {type} operator +({type} a); public static extern implicit operator {type}({number} v);";

    /// <summary>Every way to put a vector together: numbers, and vectors for several elements at once.</summary>
    private static IEnumerable<string> Constructors(string number, int size) => Compositions(size)
        .Select(parts => string.Join(", ", parts.Select((part, n) => $"{number}{(part == 1 ? "" : part.ToString(System.Globalization.CultureInfo.InvariantCulture))} a{n}"))).Append($"{number} v");

    private static IEnumerable<int[]> Compositions(int size) => size == 0 ? [[]] : Enumerable.Range(1, size).SelectMany(first => Compositions(size - first).Select(rest => (int[])[first, .. rest]));

    private static IEnumerable<string> MatrixConstructors(string number, int size) =>
    [
        string.Join(", ", Enumerable.Range(0, size).Select(n => $"{number}{size} c{n}")),
        string.Join(", ", Enumerable.Range(0, size * size).Select(n => $"{number} m{n / size}{n % size}")),
        $"{number} v",
    ];
}
