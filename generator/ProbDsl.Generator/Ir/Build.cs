using System;
using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Ir;

/// <summary>Short constructors of expressions, with the simplifications that keep generated text readable.</summary>
internal static class Build
{
    public static Expression Add(Expression a, Expression b) =>
        a is Constant x && b is Constant y ? new Constant(x.Value + y.Value, Join(a, b))
        : IsZero(a) ? b
        : IsZero(b) ? a
        : Call("add", a, b);

    public static Expression Sub(Expression a, Expression b) =>
        a is Constant x && b is Constant y ? new Constant(x.Value - y.Value, Join(a, b))
        : IsZero(b) ? a
        : IsZero(a) ? Neg(b)
        : Call("sub", a, b);

    public static Expression Mul(Expression a, Expression b) =>
        a is Constant x && b is Constant y ? new Constant(x.Value * y.Value, Join(a, b))
        : IsOne(a) ? b
        : IsOne(b) ? a
        : IsZero(a) || IsZero(b) ? new Constant(0, Join(a, b))
        : Call("mul", a, b);

    public static Expression Div(Expression a, Expression b) => IsOne(b) ? a : Call("div", a, b);

    public static Expression Neg(Expression a) => a is Constant c ? c with { Value = -c.Value } : Call("neg", a);

    public static Expression Select(Expression condition, Expression a, Expression b) =>
        condition is Constant c ? (c.Value != 0 ? a : b) : a.Equals(b) ? a : Call("select", condition, a, b);

    public static Expression Real(Expression a) =>
        a.Type == Kind.Real ? a
        : a is Constant c ? new Constant(c.Value, Kind.Real)
        : new Call("real", EquatableArray.Of(a), Kind.Real);

    public static Expression Call(string op, params Expression[] arguments) => Call(op, (IEnumerable<Expression>)arguments);

    public static Expression Call(string op, IEnumerable<Expression> arguments)
    {
        EquatableArray<Expression> list = arguments.ToEquatable();
        Kind kind = op switch
        {
            "lt" or "le" or "eq" or "and" or "or" or "not" => Kind.Boolean,
            "add" or "sub" or "mul" or "neg" or "idiv" or "mod" or "min" or "max" or "abs"
                when list.All(a => a.Type == Kind.Integer) => Kind.Integer,
            "select" => list[1].Type == list[2].Type ? list[1].Type : Kind.Real,
            _ => Kind.Real,
        };
        return new Call(op, list, kind);
    }

    public static DataText Data(string template, Kind type, params Expression[] arguments) =>
        new(template, EquatableArray.Of(arguments), type);

    /// <summary>Reserves memory for an array of latent-dependent values; its value is the address, another one at each evaluation.</summary>
    public static DataText Reserve(Expression length) => Data(ReserveTemplate, Kind.Integer, length);

    public static bool IsReserve(Expression e) => e is DataText { Template: ReserveTemplate };

    private const string ReserveTemplate = "memory.Reserve({0})";

    public static bool IsZero(Expression e) => e is Constant { Value: 0 };

    public static bool IsOne(Expression e) => e is Constant { Value: 1 };

    private static Kind Join(Expression a, Expression b) =>
        a.Type == Kind.Integer && b.Type == Kind.Integer ? Kind.Integer : Kind.Real;
}
