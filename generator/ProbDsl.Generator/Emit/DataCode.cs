using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Prints data expressions as plain C#; loops inside them are written before.</summary>
/// <param name="writer">Where those loops go.</param>
/// <param name="scopes">What is declared where; null for comments and for sizes, which read members alone.</param>
internal sealed class DataCode(CodeWriter writer, DataScopes? scopes = null)
{
    private int temporaries;

    public DataScopes? Scopes => scopes;

    /// <summary>The name of a local in generated C#.</summary>
    public static string NameOf(Local local) => $"{LaneCode.Identifier(local.Name)}_{local.Id}";

    public static string TypeOf(Kind kind) => kind switch { Kind.Integer => "int", Kind.Boolean => "bool", _ => "double" };

    /// <summary>Text without writing loops, for comments.</summary>
    public static string Plain(Expression expression) => new DataCode(new CodeWriter()) { forComment = true }.Of(expression);

    private bool forComment;

    public string Of(Expression expression)
    {
        switch (expression)
        {
            case Constant constant:
                return constant.Type switch
                {
                    Kind.Boolean => constant.Value != 0 ? "true" : "false",
                    Kind.Integer => ((long)constant.Value).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    _ => Literal.Of(constant.Value),
                };
            case Local local:
                if (forComment)
                    return local.Name;
                scopes?.Use(NameOf(local));
                return NameOf(local);
            case DataText text:
                scopes?.UseIn(text.Template);
                return Fill(forComment ? Unchecked(text.Template) : text.Template, text.Arguments);
            case Call { Op: "add" or "sub" or "mul" or "div" or "idiv" } call when forComment:
                return $"{Of(call.Arguments[0])} {(call.Op switch { "add" => "+", "sub" => "-", "mul" => "*", _ => "/" })} {Of(call.Arguments[1])}";
            case Call { Op: "select" or "and" or "or" } choice when !forComment && choice.Arguments.Skip(1).Any(HasLoop):
                return Choice(choice);
            case Call call:
                return Fill(Primitives.All[call.Op].Data, call.Arguments);
            case Reduce reduce:
                return forComment ? "sum" : Loop(reduce);
            case Element element:
                return forComment ? $"{element.Array.Name}[{Of(element.Index)}]" : throw new System.InvalidOperationException("a latent element among data");
            default:
                throw new System.InvalidOperationException($"unexpected {expression.GetType().Name} among data");
        }
    }

    /// <summary>A read of an element as the model writes it: x[i] for DataCheck.At(x, i, "x").</summary>
    private static string Unchecked(string template) =>
        template == Staging.Within || template.StartsWith(Staging.Start, System.StringComparison.Ordinal) ? "{0}" : CheckedRead.Replace(template, "$1[$2]");

    private static readonly Regex CheckedRead = new("DataCheck[.](?:At|Row)[(]([^,()]+), ([^\"]+), \"[^\"]*\"[)]");

    private string Fill(string template, IReadOnlyList<Expression> arguments) => Template.Fill(template, i => Of(arguments[i]));

    private static bool HasLoop(Expression expression) => Walk.Parts(expression).Any(p => p is Reduce);

    /// <summary>A choice with a loop in it: the loop runs only where its side is chosen.</summary>
    private string Choice(Call choice)
    {
        string name = $"chosen{++temporaries}";
        writer.Line($"{TypeOf(choice.Type)} {name};");
        var statements = new StatementCode(writer, this);
        int number = statements.OpenBranch(choice.Arguments[0]);
        Assign(choice.Op == "or" ? new Constant(1, Kind.Boolean) : choice.Arguments[1]);
        statements.OtherSide(number);
        Assign(choice.Op == "or" ? choice.Arguments[1] : choice.Op == "and" ? new Constant(0, Kind.Boolean) : choice.Arguments[2]);
        statements.CloseBranch();
        return name;

        void Assign(Expression value)
        {
            string text = Of(value);
            writer.Line($"{name} = {text};");
        }
    }

    private string Loop(Reduce reduce)
    {
        string name = $"reduced{++temporaries}_{reduce.Variable.Id}";
        writer.Line($"double {name} = {(reduce.Reduction == ReduceKind.Sum ? "0.0" : "double.NegativeInfinity")};");
        var statements = new StatementCode(writer, this);
        statements.OpenLoop(reduce.Variable, reduce.From, reduce.To, reduce.Carried);
        foreach (Statement statement in reduce.Body)
            statements.Write(statement);
        string value = Of(reduce.Value);
        writer.Line(reduce.Reduction == ReduceKind.Sum
            ? $"{name} += {value};"
            : $"{name} = ProbDsl.Functions.LogSumExp({name}, {value});");
        statements.CloseLoop(reduce.Carried);
        return name;
    }
}

/// <summary>Writes data statements as C#.</summary>
internal sealed class StatementCode(CodeWriter writer, DataCode code)
{
    private readonly DataScopes scopes = code.Scopes ?? new DataScopes([]);

    public void Write(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                if (let.Value.Latent)
                    return;
                string value = code.Of(let.Value);
                writer.Line($"{Declare(let.Target)}{DataCode.NameOf(let.Target)} = {value};");
                break;
            case DataArray array:
                string creation = code.Of(new DataText(array.Template, array.Arguments, Kind.Real));
                string type = scopes.Declare(array.TypeText, array.Name);
                bool isPlain = type.Length > 0 && (type[0] == 'g' || creation.StartsWith($"new {array.TypeText}", System.StringComparison.Ordinal));
                writer.Line($"{(isPlain && creation[0] != '[' ? "var " : type)}{array.Name} = {creation};");
                break;
            case DataCall call:
                scopes.UseIn(call.Target);
                writer.Line($"{call.Target}{code.Of(new DataText(call.Template, call.Arguments, Kind.Real))};");
                break;
            case DataStore store:
                string stored = code.Of(store.Value);
                writer.Line($"{code.Of(store.Target)} = {stored};");
                break;
            case Check check:
                // A sum in one of them is computed by statements, which are not those of the branch.
                string condition = code.Of(check.Condition), refused = code.Of(check.Value), subject = Subject(check);
                writer.Line($"if (!({condition}))");
                writer.Depth++;
                writer.Line($"throw DataCheck.Unsuitable({subject}, {refused}, {Literal.Of(check.Expected)}, {Literal.Of(check.Statement)});");
                writer.Depth--;
                break;
            case For loop:
                OpenLoop(loop.Variable, loop.From, loop.To, loop.Carried);
                foreach (Statement inner in loop.Body)
                    Write(inner);
                CloseLoop(loop.Carried);
                break;
            case If branch:
                int number = OpenBranch(branch.Condition);
                foreach (Statement inner in branch.Then)
                    Write(inner);
                if (branch.Else.Count > 0)
                {
                    OtherSide(number);
                    foreach (Statement inner in branch.Else)
                        Write(inner);
                }
                CloseBranch();
                break;
        }
    }

    /// <summary>The first two arguments of the exception for a number: an element with its indices, or an expression with its variables' values.</summary>
    private string Subject(Check check)
    {
        if (check.Variables.Count == 0)
            return $"{Literal.Of(check.Member)}, [{string.Join(", ", check.Index.Select(code.Of))}]";
        IEnumerable<string> values = check.Variables.Zip(check.Index, (name, value) => $"{Literal.Of($"{name} = ")} + {code.Of(value)}");
        return $"{Literal.Of(check.Member + " (")} + {string.Join(" + \", \" + ", values)} + \")\", []";
    }

    private string Declare(Local local) => scopes.Declare(DataCode.TypeOf(local.Type), DataCode.NameOf(local));

    /// <summary>Opens a branch on data; gives the number by which its other side is opened.</summary>
    public int OpenBranch(Expression condition) => OpenTest(code.Of(condition));

    /// <summary>The same for a test that is written already.</summary>
    public int OpenTest(string test)
    {
        int number = scopes.Begin(writer);
        writer.Open($"if ({test})");
        scopes.Open(number, isLoop: false);
        return number;
    }

    public void OtherSide(int number)
    {
        CloseBranch();
        writer.Open("else");
        scopes.Open(number, isLoop: false);
    }

    public void CloseBranch()
    {
        scopes.Close();
        writer.Close();
    }

    public void OpenLoop(Local variable, Expression from, Expression to, EquatableArray<Carried> carried)
    {
        foreach (Carried value in carried)
        {
            string initial = code.Of(value.Initial);
            writer.Line($"{Declare(value.Result)}{DataCode.NameOf(value.Result)} = {initial};");
        }
        string name = DataCode.NameOf(variable);
        string start = code.Of(from);
        string end = code.Of(to);
        int number = scopes.Begin(writer);
        writer.Open($"for (int {name} = {start}; {name} < {end}; {name}++)");
        scopes.Open(number, isLoop: true);
        Declare(variable);
        foreach (Carried value in carried)
            writer.Line($"{Declare(value.Entry)}{DataCode.NameOf(value.Entry)} = {DataCode.NameOf(value.Result)};");
    }

    public void CloseLoop(EquatableArray<Carried> carried)
    {
        foreach (Carried value in carried)
            writer.Line($"{DataCode.NameOf(value.Result)} = {code.Of(value.Next)};");
        scopes.Close();
        writer.Close();
    }
}
