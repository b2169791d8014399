using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Finds the locals of the data part that something reads.</summary>
internal static class UsedLocals
{
    /// <summary>Data locals that anything reads; the others are not written.</summary>
    public static HashSet<int> Of(StagedModel staged, IEnumerable<Body> bodies)
    {
        var result = new HashSet<int>();
        void Note(Expression expression)
        {
            foreach (Local local in Walk.Locals(expression))
                result.Add(local.Id);
        }
        void NoteReduction(Reduction loop)
        {
            Note(loop.From);
            Note(loop.To);
            foreach (Carried carried in loop.Carried)
            {
                Note(carried.Initial);
                Note(carried.Next);
            }
            foreach (Statement statement in Walk.All(loop.DataBody))
                foreach (Expression direct in Walk.Direct(statement))
                    Note(direct);
        }
        void NoteColumn(IndexColumn column)
        {
            Note(column.Index);
            Note(column.Array.Base);
            foreach (Expression dimension in column.Array.Dimensions)
                Note(dimension);
        }
        void NoteSteps(IEnumerable<Preparation> steps)
        {
            foreach (Preparation step in steps)
            {
                switch (step)
                {
                    case PlainStep { Statement: Let }:
                        break;
                    case PlainStep plain:
                        foreach (Statement statement in Walk.All([plain.Statement]))
                            foreach (Expression direct in Walk.Direct(statement))
                                Note(direct);
                        break;
                    case LoopStep loop:
                        Note(loop.From);
                        Note(loop.To);
                        foreach (Carried carried in loop.Carried)
                        {
                            Note(carried.Initial);
                            Note(carried.Next);
                        }
                        NoteSteps(loop.Body);
                        break;
                    case BranchStep branch:
                        Note(branch.Condition);
                        NoteSteps(branch.Then);
                        NoteSteps(branch.Else);
                        break;
                    case SumStep sum:
                        Note(sum.Value);
                        break;
                    case FieldStep field:
                        Note(field.Field.Value!);
                        break;
                    case ClaimStep claim:
                        NoteColumn(claim.Element);
                        break;
                    case ReductionRowsStep reduction:
                        NoteReduction(reduction.Node.Reduction!);
                        break;
                }
            }
        }
        NoteSteps(staged.Preparation);
        foreach (Site site in staged.Sites)
        {
            site.Values.ForEach(Note);
            site.Indices.ForEach(NoteColumn);
            site.Matrices.ForEach(m =>
            {
                Note(m.Value);
                NoteReduction(m.Reduction);
            });
        }
        foreach (Body body in bodies)
        {
            body.Values.ForEach(Note);
            body.Indices.ForEach(NoteColumn);
            body.Reductions.ForEach(r => NoteReduction(r.Node.Reduction!));
        }
        AddLets(result, staged.Preparation);
        return result;
    }

    /// <summary>Closes the set of used locals under the definitions of those used.</summary>
    private static void AddLets(HashSet<int> used, List<Preparation> steps)
    {
        var lets = new List<Let>();
        void Collect(IEnumerable<Preparation> list)
        {
            foreach (Preparation step in list)
            {
                if (step is PlainStep { Statement: Let let })
                    lets.Add(let);
                else if (step is LoopStep loop)
                    Collect(loop.Body);
                else if (step is BranchStep branch)
                {
                    Collect(branch.Then);
                    Collect(branch.Else);
                }
            }
        }
        Collect(steps);
        for (int i = lets.Count - 1; i >= 0; i--)
            if (used.Contains(lets[i].Target.Id))
                foreach (Local local in Walk.Locals(lets[i].Value))
                    used.Add(local.Id);
        // A second sweep catches values carried round a loop.
        for (int i = lets.Count - 1; i >= 0; i--)
            if (used.Contains(lets[i].Target.Id))
                foreach (Local local in Walk.Locals(lets[i].Value))
                    used.Add(local.Id);
    }
}
