using System;
using System.Collections.Generic;

namespace RnnLint.Derivation;

/// <summary>A function of one number that a formula may name.</summary>
public sealed class Function
{
    private readonly Func<double, double> _value;
    private readonly Func<double, double> _slope;
    private readonly Func<Formula, Formula> _derivative;

    private Function(string name, string latex, Func<double, double> value, Func<double, double> slope, Func<Formula, Formula> derivative)
    {
        Name = name;
        Latex = latex;
        _value = value;
        _slope = slope;
        _derivative = derivative;
    }

    /// <summary>As in plain text.</summary>
    public string Name { get; }

    /// <summary>As a LaTeX command.</summary>
    public string Latex { get; }

    public double At(double x) => _value(x);

    public double SlopeAt(double x) => _slope(x);

    /// <summary>f′(x) written out.</summary>
    public Formula Derivative(Formula x) => _derivative(x);

    /// <summary>The logistic function 1/(1 + e⁻ˣ).</summary>
    public static Function Logistic { get; } = new("σ", @"\sigma", x => 1 / (1 + Math.Exp(-x)), x => Logistic!.At(x) * (1 - Logistic.At(x)),
        x => Make.Product(new Applied(Logistic!, x), Make.Sum(Formula.One, Make.Negate(new Applied(Logistic!, x)))));

    public static Function Tanh { get; } = new("tanh", @"\tanh", Math.Tanh, x => 1 - (Math.Tanh(x) * Math.Tanh(x)),
        x => Make.Sum(Formula.One, Make.Negate(new Raised(new Applied(Tanh!, x), new Number(2)))));

    public static Function Exp { get; } = new("exp", @"\exp", Math.Exp, Math.Exp, x => new Applied(Exp!, x));

    public static Function Log { get; } = new("ln", @"\ln", Math.Log, x => 1 / x, x => new Quotient(Formula.One, x));

    public static Function Sqrt { get; } = new("√", @"\operatorname{sqrt}", Math.Sqrt, x => 0.5 / Math.Sqrt(x), x => new Quotient(new Number(0.5), new Applied(Sqrt!, x)));

    public static Function Cbrt { get; } = new("∛", @"\operatorname{cbrt}", x => Math.Sign(x) * Math.Pow(Math.Abs(x), 1.0 / 3), x => 1 / (3 * Math.Pow(Math.Abs(x), 2.0 / 3)),
        x => new Quotient(Formula.One, Make.Product(new Number(3), new Raised(new Applied(Cbrt!, x), new Number(2)))));

    public static Function Sinh { get; } = new("sinh", @"\sinh", Math.Sinh, Math.Cosh, x => new Applied(Cosh!, x));

    public static Function Cosh { get; } = new("cosh", @"\cosh", Math.Cosh, Math.Sinh, x => new Applied(Sinh, x));

    public static Function Sin { get; } = new("sin", @"\sin", Math.Sin, Math.Cos, x => new Applied(Cos!, x));

    public static Function Cos { get; } = new("cos", @"\cos", Math.Cos, x => -Math.Sin(x), x => Make.Negate(new Applied(Sin, x)));

    public static Function Tan { get; } = new("tan", @"\tan", Math.Tan, x => 1 + (Math.Tan(x) * Math.Tan(x)), x => Make.Sum(Formula.One, new Raised(new Applied(Tan!, x), new Number(2))));

    public static Function Asin { get; } = new("arcsin", @"\arcsin", Math.Asin, x => 1 / Math.Sqrt(1 - (x * x)), x => new Quotient(Formula.One, new Applied(Sqrt, OneMinusSquare(x))));

    public static Function Acos { get; } = new("arccos", @"\arccos", Math.Acos, x => -1 / Math.Sqrt(1 - (x * x)), x => new Quotient(new Number(-1), new Applied(Sqrt, OneMinusSquare(x))));

    public static Function Atan { get; } = new("arctan", @"\arctan", Math.Atan, x => 1 / (1 + (x * x)), x => new Quotient(Formula.One, Make.Sum(Formula.One, new Raised(x, new Number(2)))));

    public override string ToString() => Name;

    private static Formula OneMinusSquare(Formula x) => Make.Sum(Formula.One, Make.Negate(new Raised(x, new Number(2))));
}
