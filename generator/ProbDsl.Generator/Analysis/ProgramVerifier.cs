using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// Proves of a program, after each pass: every value is defined once, before anything reads it and where it can be seen; an
/// array is reserved once and assigned in its scope. What breaks this is a fault of the generator and would be a wrong number.
/// </summary>
internal sealed class ProgramVerifier(ModelIr model)
{
    private readonly HashSet<int> defined = [];
    private readonly HashSet<int> visible = [];
    private readonly HashSet<string> declared = [];
    private readonly HashSet<string> arrays = [];
    private readonly List<int> trail = [];
    private readonly List<string> arrayTrail = [];
    private List<int>? bound;
    private string pass = "";
    private Statement? current;
    private bool mayCarry;

    /// <summary>Verifies what a pass has made, and hands it on.</summary>
    /// <param name="name">The pass.</param>
    /// <param name="program">The program after it.</param>
    /// <param name="mayCarry">Whether loops may still carry values that depend on latents.</param>
    public EquatableArray<Statement> After(string name, EquatableArray<Statement> program, bool mayCarry = true)
    {
        pass = name;
        this.mayCarry = mayCarry;
        defined.Clear();
        visible.Clear();
        arrays.Clear();
        trail.Clear();
        arrayTrail.Clear();
        declared.Clear();
        declared.UnionWith(Walk.All(program).OfType<DataArray>().Select(a => a.Name));
        Visit(program);
        return program;
    }

    private void Visit(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            current = statement;
            switch (statement)
            {
                case For loop:
                    VisitLoop(loop);
                    break;
                case If branch:
                    Reads(branch.Condition);
                    // What a side binds is read after the branch, by choices on its condition.
                    Visit(branch.Then);
                    Visit(branch.Else);
                    break;
                case Let let:
                    if (Build.IsReserve(let.Value))
                        Reads(((DataText)let.Value).Arguments[0]);
                    else
                        Reads(let.Value);
                    Define(let.Target);
                    break;
                case DataArray array:
                    foreach (Expression argument in array.Arguments)
                        Reads(argument);
                    Mentions(array.Template);
                    arrays.Add(array.Name);
                    arrayTrail.Add(array.Name);
                    break;
                default:
                    foreach (Expression direct in Walk.Direct(statement))
                        Reads(direct);
                    if (statement is DataCall call)
                        Mentions(call.Target + " " + call.Template);
                    break;
            }
        }
    }

    private void VisitLoop(For loop)
    {
        foreach (Carried carried in loop.Carried)
        {
            Reads(carried.Initial);
            if (carried.Entry.Latent && !mayCarry)
                throw Fault($"'{carried.Entry.Name}' is still assigned once an iteration");
        }
        Reads(loop.From);
        Reads(loop.To);
        Scope(() =>
        {
            Define(loop.Variable);
            foreach (Carried carried in loop.Carried)
                Define(carried.Entry);
            Visit(loop.Body);
            current = loop;
            foreach (Carried carried in loop.Carried)
                Reads(carried.Next);
        });
        foreach (Carried carried in loop.Carried)
            Define(carried.Result);
    }

    /// <summary>What is bound inside is not seen outside.</summary>
    private void Scope(Action inside)
    {
        int locals = trail.Count;
        int names = arrayTrail.Count;
        inside();
        visible.ExceptWith(trail.Skip(locals));
        trail.RemoveRange(locals, trail.Count - locals);
        arrays.ExceptWith(arrayTrail.Skip(names));
        arrayTrail.RemoveRange(names, arrayTrail.Count - names);
    }

    private void Define(Local local)
    {
        if (!defined.Add(local.Id))
            throw Fault($"'{local.Name}' (local {local.Id}) is defined twice");
        visible.Add(local.Id);
        trail.Add(local.Id);
        if (bound is not null)
            bound.Add(local.Id);
    }

    private void Reads(Expression expression)
    {
        switch (expression)
        {
            case Local local:
                if (!visible.Contains(local.Id))
                    throw Fault($"'{local.Name}' (local {local.Id}) is read where it {(defined.Contains(local.Id) ? "cannot be seen" : "has no value yet")}");
                break;
            case DataText text:
                if (Build.IsReserve(text))
                    throw Fault("memory is reserved inside an expression");
                Mentions(text.Template);
                foreach (Expression argument in text.Arguments)
                    Reads(argument);
                break;
            case Element element:
                Reads(element.Array.Base);
                Reads(element.Index);
                break;
            case Call call:
                foreach (Expression argument in call.Arguments)
                    Reads(argument);
                break;
            case Reduce reduce:
                ReadsReduce(reduce);
                break;
        }
    }

    private void ReadsReduce(Reduce reduce)
    {
        foreach (Carried carried in reduce.Carried)
            Reads(carried.Initial);
        Reads(reduce.From);
        Reads(reduce.To);
        Statement? outer = current;
        // A sum may stand in several places: its own locals are its own at each.
        List<int>? outerBound = bound;
        bound = [];
        Scope(() =>
        {
            Define(reduce.Variable);
            foreach (Carried carried in reduce.Carried)
                Define(carried.Entry);
            Visit(reduce.Body);
            Reads(reduce.Value);
            foreach (Carried carried in reduce.Carried)
                Reads(carried.Next);
        });
        defined.ExceptWith(bound);
        bound = outerBound;
        current = outer;
    }

    private void Mentions(string text)
    {
        if (declared.Count == 0)
            return;
        foreach (string name in TextNames.Of(text))
            if (declared.Contains(name) && !arrays.Contains(name))
                throw Fault($"the array {name} is used where it cannot be seen");
    }

    private InternalFault Fault(string message) => new(Place.Of(current, model), $"after {pass}, {message}");
}

/// <summary>The words of the model for a statement of its program.</summary>
internal static class Place
{
    public static string Of(Statement? statement, ModelIr model) => statement switch
    {
        Term { Source: > 0 } term => model.Sources[term.Source - 1].Text,
        Store store => store.Text,
        Let let => $"the assignment of '{let.Target.Name}'",
        For loop => $"the loop over '{loop.Variable.Name}'",
        Check check => $"the check of '{check.Member}'",
        _ => "a statement over data",
    };
}
