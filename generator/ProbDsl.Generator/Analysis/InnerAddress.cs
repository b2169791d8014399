using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>The address of an element inside a reduction: offset + stride · variable.</summary>
internal static class InnerAddress
{
    public static (Expression Offset, Expression Stride)? Read(Expression index, Local variable)
    {
        if (!Walk.Locals(index).Any(l => l.Id == variable.Id))
            return (index, Constant.Int(0));
        switch (index)
        {
            case Local local when local.Id == variable.Id:
                return (Constant.Int(0), Constant.Int(1));
            case Call { Op: "add" } sum when Read(sum.Arguments[0], variable) is { } a && Read(sum.Arguments[1], variable) is { } b:
                return (Build.Add(a.Offset, b.Offset), Build.Add(a.Stride, b.Stride));
            case Call { Op: "sub" } difference when Read(difference.Arguments[0], variable) is { } a && Read(difference.Arguments[1], variable) is { } b:
                return (Build.Sub(a.Offset, b.Offset), Build.Sub(a.Stride, b.Stride));
            case Call { Op: "mul" } product when Read(product.Arguments[0], variable) is { } a && Read(product.Arguments[1], variable) is { } b:
                return Build.IsZero(b.Stride) ? (Build.Mul(a.Offset, b.Offset), Build.Mul(a.Stride, b.Offset))
                    : Build.IsZero(a.Stride) ? (Build.Mul(a.Offset, b.Offset), Build.Mul(a.Offset, b.Stride))
                    : null;
            default:
                return null;
        }
    }

    /// <summary>An offset as a constant and the rest.</summary>
    public static (Expression Varying, double Constant) Split(Expression offset)
    {
        switch (offset)
        {
            case Constant constant:
                return (Constant.Int(0), constant.Value);
            case Call { Op: "add" } sum when sum.Arguments[1] is Constant added:
                (Expression rest, double value) = Split(sum.Arguments[0]);
                return (rest, value + added.Value);
            case Call { Op: "add" } sum when sum.Arguments[0] is Constant added:
                (Expression right, double other) = Split(sum.Arguments[1]);
                return (right, other + added.Value);
            case Call { Op: "sub" } difference when difference.Arguments[1] is Constant taken:
                (Expression left, double known) = Split(difference.Arguments[0]);
                return (left, known - taken.Value);
            default:
                return (offset, 0);
        }
    }
}
