using System;
using System.Collections.Generic;
using System.Globalization;

namespace ProbDsl.Generator.Formulas;

/// <summary>A formula that cannot be read; the message says where.</summary>
internal sealed class FormulaException(string message) : Exception(message);

/// <summary>A node of a parsed formula: a name or number (no arguments) or an operation.</summary>
internal sealed class Formula(string head, double number, IReadOnlyList<Formula> arguments)
{
    /// <summary>An operation's or a name's text; empty for a number.</summary>
    public string Head { get; } = head;

    public double Number { get; } = number;

    public IReadOnlyList<Formula> Arguments { get; } = arguments;

    public bool IsCall { get; } = arguments.Count > 0;
}

/// <summary>Reads the formulas of distributions and derivative rules: + - * /, calls, comparisons and <c>c ? a : b</c>.</summary>
internal sealed class FormulaParser
{
    private static readonly Dictionary<string, Formula> Cache = [];

    private readonly string text;
    private int at;

    private FormulaParser(string text) => this.text = text;

    public static Formula Parse(string text)
    {
        lock (Cache)
        {
            if (Cache.TryGetValue(text, out Formula? known))
                return known;
            var parser = new FormulaParser(text);
            Formula result = parser.Conditional();
            parser.SkipSpace();
            if (parser.at < text.Length)
                throw parser.Error("unexpected text");
            return Cache[text] = result;
        }
    }

    private Formula Conditional()
    {
        Formula condition = Comparison();
        if (!Take('?'))
            return condition;
        Formula whenTrue = Conditional();
        if (!Take(':'))
            throw Error("':' expected");
        return Make("select", condition, whenTrue, Conditional());
    }

    private Formula Comparison()
    {
        Formula left = Additive();
        SkipSpace();
        if (TakeText("=="))
            return Make("eq", left, Additive());
        if (TakeText("<="))
            return Make("le", left, Additive());
        if (TakeText(">="))
            return Make("le", Additive(), left);
        if (Take('<'))
            return Make("lt", left, Additive());
        return Take('>') ? Make("lt", Additive(), left) : left;
    }

    private Formula Additive()
    {
        Formula left = Multiplicative();
        while (true)
        {
            if (Take('+'))
                left = Make("add", left, Multiplicative());
            else if (Take('-'))
                left = Make("sub", left, Multiplicative());
            else
                return left;
        }
    }

    private Formula Multiplicative()
    {
        Formula left = Unary();
        while (true)
        {
            if (Take('*'))
                left = Make("mul", left, Unary());
            else if (Take('/'))
                left = Make("div", left, Unary());
            else
                return left;
        }
    }

    private Formula Unary() => Take('-') ? Make("neg", Unary()) : Primary();

    private Formula Primary()
    {
        if (Take('('))
        {
            Formula inner = Conditional();
            if (!Take(')'))
                throw Error("')' expected");
            return inner;
        }
        SkipSpace();
        int start = at;
        if (at < text.Length && (char.IsDigit(text[at]) || text[at] == '.'))
            return Number(start);
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        if (start == at)
            throw Error("a name, number or '(' expected");
        string name = text.Substring(start, at - start);
        if (!Take('('))
            return new Formula(name, 0, []);
        var arguments = new List<Formula>();
        do
            arguments.Add(Conditional());
        while (Take(','));
        if (!Take(')'))
            throw Error("')' expected");
        return new Formula(name, 0, arguments);
    }

    private Formula Number(int start)
    {
        while (at < text.Length && (char.IsDigit(text[at]) || text[at] is '.' or 'e' or 'E' || (text[at] is '-' or '+' && text[at - 1] is 'e' or 'E')))
            at++;
        return new Formula("", double.Parse(text.Substring(start, at - start), CultureInfo.InvariantCulture), []);
    }

    private static Formula Make(string head, params Formula[] arguments) => new(head, 0, arguments);

    private bool Take(char c)
    {
        SkipSpace();
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    private bool TakeText(string s)
    {
        if (string.CompareOrdinal(text, at, s, 0, s.Length) != 0)
            return false;
        at += s.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (at < text.Length && text[at] == ' ')
            at++;
    }

    private FormulaException Error(string what) => new($"{what} at position {at} of the formula '{text}'");
}
