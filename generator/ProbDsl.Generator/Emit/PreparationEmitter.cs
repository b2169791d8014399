using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the data part of a model: it runs once, in the estimator's constructor.</summary>
internal sealed class PreparationEmitter
{
    private readonly StagedModel staged;
    private readonly FieldNames fields;
    private readonly ModelIr model;
    private readonly CodeWriter writer;
    private readonly DataScopes scopes;
    private readonly DataCode code;
    private readonly StatementCode statements;
    private readonly HashSet<int> used;

    private PreparationEmitter(ModelIr model, StagedModel staged, FieldNames fields, CodeWriter writer, DataScopes scopes)
    {
        this.model = model;
        this.staged = staged;
        this.fields = fields;
        this.writer = writer;
        this.scopes = scopes;
        code = new DataCode(writer, scopes);
        statements = new StatementCode(writer, code);
        used = UsedLocals.Of(staged, BodiesOf(staged));
    }

    /// <summary>Writes the data part of a model.</summary>
    public static void Emit(ModelIr model, StagedModel staged, FieldNames fields, CodeWriter writer)
    {
        var scopes = new DataScopes(DataNames.MadeIn(model.Body));
        new PreparationEmitter(model, staged, fields, new CodeWriter(), scopes).Emit();
        scopes.Restart();
        new PreparationEmitter(model, staged, fields, writer, scopes).Emit();
    }

    private void Emit()
    {
        foreach (Body body in BodiesOf(staged))
            writer.Line($"var rows{body.Id} = new RowBuilder({body.Values.Count}, {SequentialEmitter.IndexCount(body)});");
        foreach (Site site in staged.Sites)
            writer.Line($"RowBuilder? site{site.Id}Rows = null;");
        foreach (DataField field in staged.Fields.Where(f => f.Flag is not null))
            writer.Line($"bool {field.Flag} = false;");
        EmitSteps(staged.Preparation);
        foreach (Site site in staged.Sites)
        {
            string empty = $"new RowBuilder({site.Values.Count}, {site.Indices.Count}{string.Concat(site.Matrices.Select(_ => ", 0"))})";
            writer.Line($"site{site.Id} = (site{site.Id}Rows ?? {empty}).Build(RowReduction.{site.Reduction}, segmented: {(site.Key is null ? "false" : "true")});");
        }
        foreach (Body body in BodiesOf(staged))
            writer.Line($"body{body.Id} = rows{body.Id}.Build(RowReduction.None, segmented: false);");
        foreach ((string name, Reduction loop) in fields.Scratches)
            writer.Line($"{name} = memory.Reserve(({fields.Integer(loop.To)} - {fields.Integer(loop.From)}) * PlateTable.Padding);");
        foreach (string name in fields.Buffers)
            writer.Line($"{name} = memory.Reserve(PlateBlocks.Size);");
    }

    /// <summary>Every body with a table.</summary>
    public static IEnumerable<Body> BodiesOf(StagedModel staged)
    {
        static IEnumerable<Body> Below(Body body) => body.Nested.Concat(body.Reductions.Select(r => r.Table)).SelectMany(b => new[] { b }.Concat(Below(b)));
        return Below(staged.Sequential).Concat(Below(staged.Outputs));
    }

    private void EmitSteps(List<Preparation> steps)
    {
        foreach (BodyRowStep row in steps.OfType<BodyRowStep>())
            foreach (Body nested in row.Body.Nested)
                writer.Line($"int from{nested.Id} = rows{nested.Id}.Count;");
        foreach (Preparation step in steps)
            Emit(step);
    }

    private void Emit(Preparation step)
    {
        switch (step)
        {
            case PlainStep { Statement: Let let } when !used.Contains(let.Target.Id):
                break;
            case PlainStep { Statement: ElementCheck check }:
                string place = check.IsAssigned ? $"memory.Read({AddressText(new IndexColumn(check.Array, check.Index))})" : IndexText(check.Array, check.Index);
                writer.Line(place + ";");
                break;
            case PlainStep plain:
                statements.Write(plain.Statement);
                break;
            case LoopStep { Body.Count: 0, Carried.Count: 0 }:
                break;
            case LoopStep loop:
                statements.OpenLoop(loop.Variable, loop.From, loop.To, loop.Carried);
                EmitSteps(loop.Body);
                statements.CloseLoop(loop.Carried);
                break;
            case BranchStep branch:
                EmitBranch(branch);
                break;
            case SumStep sum:
                string addend = code.Of(sum.Value);
                writer.Line($"this.{sum.Field.Name} += {addend};");
                break;
            case FieldStep field:
                if (field.IsOnce)
                    statements.OpenTest($"!{field.Field.Flag}");
                string value = code.Of(field.Field.Value!);
                writer.Line($"this.{field.Field.Name} = {value};");
                if (field.IsOnce)
                {
                    writer.Line($"{field.Field.Flag} = true;");
                    statements.CloseBranch();
                }
                break;
            case ClaimStep claim:
                writer.Line($"memory.Claim({AddressText(claim.Element)}, {Literal.Of(claim.Element.Array.Name)});");
                break;
            case RowStep row:
                scopes.Statement = TextOf(row.Site.Source);
                EmitRow(row.Site);
                break;
            case BodyRowStep row:
                scopes.Statement = row.Body.Steps.Select(TextOf).FirstOrDefault(t => t.Length > 0) ?? "";
                EmitBodyRow(row.Body);
                break;
            case ReductionRowsStep reduction:
                if (reduction.MayBeFilled)
                    statements.OpenTest($"rows{reduction.Table.Id}.Count == 0");
                EmitReductionRows(reduction.Node, reduction.Table);
                if (reduction.MayBeFilled)
                    statements.CloseBranch();
                break;
        }
    }

    private string TextOf(int source) => source > 0 ? model.Sources[source - 1].Text : "";

    private string TextOf(BodyStep step) => step switch
    {
        StoreStep store => store.Text,
        TermStep term => TextOf(term.Source),
        _ => "",
    };

    private void EmitBranch(BranchStep branch)
    {
        if (branch.Then.Count + branch.Else.Count == 0)
            return;
        int number = statements.OpenBranch(branch.Condition);
        EmitSteps(branch.Then);
        if (branch.Else.Count > 0)
        {
            statements.OtherSide(number);
            EmitSteps(branch.Else);
        }
        statements.CloseBranch();
    }

    private string AddressText(IndexColumn column)
    {
        if (column.Array == Staging.KeyArray)
            return code.Of(column.Index);
        return $"{code.Of(column.Array.Base)} + {IndexText(column.Array, column.Index)}";
    }

    private string IndexText(ArrayInfo array, Expression index)
    {
        Expression length = array.Dimensions.Aggregate((Expression)Constant.Int(1), Build.Mul);
        return $"DataCheck.Index({code.Of(index)}, {code.Of(length)}, {Literal.Of(array.Name)}, {Literal.Of(fields.Describe(index))})";
    }

    private string ValueText(Expression expression)
    {
        string text = code.Of(expression);
        return expression.Type == Kind.Boolean ? $"({text} ? 1.0 : 0.0)" : text;
    }

    private void EmitRow(Site site)
    {
        string rows = $"site{site.Id}Rows";
        string widths = string.Concat(site.Matrices.Select(m => $", {code.Of(m.Reduction.To)} - {code.Of(m.Reduction.From)}"));
        writer.Line($"{rows} ??= new RowBuilder({site.Values.Count}, {site.Indices.Count}{widths});");
        for (int i = 0; i < site.Values.Count; i++)
        {
            string value = ValueText(site.Values[i]);
            writer.Line($"{rows}.Value({i}, {value});");
        }
        for (int i = 0; i < site.Indices.Count; i++)
            writer.Line($"{rows}.Index({i}, {AddressText(site.Indices[i])});");
        foreach (IGrouping<Reduction, MatrixColumn> group in site.Matrices.GroupBy(m => m.Reduction))
        {
            Reduction loop = group.Key;
            statements.OpenLoop(loop.Variable, loop.From, loop.To, loop.Carried);
            foreach (Statement statement in loop.DataBody)
                statements.Write(statement);
            foreach (MatrixColumn column in group)
            {
                string value = ValueText(column.Value);
                writer.Line($"{rows}.Matrix({site.Matrices.IndexOf(column)}, {DataCode.NameOf(loop.Variable)} - {code.Of(loop.From)}, {value});");
            }
            statements.CloseLoop(loop.Carried);
        }
        writer.Line($"{rows}.Next();");
    }

    private void EmitBodyRow(Body body)
    {
        EmitColumns(body);
        int column = body.Indices.Count;
        foreach (Body nested in body.Nested)
        {
            writer.Line($"rows{body.Id}.Index({column++}, from{nested.Id});");
            writer.Line($"rows{body.Id}.Index({column++}, rows{nested.Id}.Count);");
        }
        EmitReductions(body, column);
        writer.Line($"rows{body.Id}.Next();");
    }

    private void EmitColumns(Body body)
    {
        for (int i = 0; i < body.Values.Count; i++)
        {
            string value = ValueText(body.Values[i]);
            writer.Line($"rows{body.Id}.Value({i}, {value});");
        }
        for (int i = 0; i < body.Indices.Count; i++)
            writer.Line($"rows{body.Id}.Index({i}, {AddressText(body.Indices[i])});");
    }

    private void EmitReductions(Body body, int column)
    {
        foreach ((Node node, Body table) in body.Reductions)
        {
            writer.Line($"rows{body.Id}.Index({column++}, rows{table.Id}.Count);");
            EmitReductionRows(node, table);
            writer.Line($"rows{body.Id}.Index({column++}, rows{table.Id}.Count);");
        }
    }

    private void EmitReductionRows(Node node, Body table)
    {
        Reduction loop = node.Reduction!;
        statements.OpenLoop(loop.Variable, loop.From, loop.To, loop.Carried);
        foreach (Statement statement in loop.DataBody)
            statements.Write(statement);
        EmitColumns(table);
        EmitReductions(table, table.Indices.Count);
        writer.Line($"rows{table.Id}.Next();");
        statements.CloseLoop(loop.Carried);
    }
}
