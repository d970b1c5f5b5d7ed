using System.CommandLine;
using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag plans list|resume</c>.</summary>
internal static class PlansCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("plans", "Show what the task planner knows of each query class, and let a suspended one choose again")
        {
            List(globals),
            Resume(globals),
        };

    private static Command List(Globals globals)
    {
        Option<string?> collection = new("--collection", "-c") { Description = "One collection (default: all)" };
        Option<bool> all = new("--all") { Description = "Classes without queries too" };
        Command command = new("list", "Show each class's plans with their amplitudes, entropy and coherence") { collection, all };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string filter = parse.GetValue(collection) is { } name ? $"?collection={Uri.EscapeDataString(name)}" : "";
                PlansView plans = await client.GetAsync<PlansView>($"/api/v1/plans{filter}", cancellationToken);
                bool isWhole = parse.GetValue(all);
                globals.Report(parse).Write(plans with { Data = [.. plans.Data.Where(known => isWhole || known.Queries > 0)] }, Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Resume(Globals globals)
    {
        Argument<string> collection = new("collection") { Description = "The collection" };
        Argument<string> queryClass = new("class") { Description = "The query class, as 'rag plans list' names it" };
        Command command = new("resume", "Let the planner of a class choose again and show its gain anew") { collection, queryClass };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                var body = new { collection = parse.GetRequiredValue(collection), query_class = parse.GetRequiredValue(queryClass) };
                globals.Report(parse).Write(await client.PostAsync<PlanClassView>("/api/v1/plans/resume", body, cancellationToken), Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(PlansView plans)
    {
        AnsiConsole.WriteLine(
            plans switch
            {
                { IsOn: null } => "There is no collection.",
                { IsOn: false } => "The planner is off: the fixed plan runs (RAG__Planner__IsOn turns it on).",
                { Data.Length: 0 } => "The planner is on; no class has had queries yet (--all shows them).",
                _ => "The planner is on.",
            }
        );
        Array.ForEach(plans.Data, Write);
    }

    private static void Write(PlanClassView known)
    {
        string collapsed = known.Collapsed ? " (collapsed)" : "";
        Terminal.Line(
            $"[bold]{known.Collection} / {known.QueryClass}[/]: queries {known.Queries}, entropy {known.Entropy:F2}{collapsed}, ",
            $"coherence {known.Coherence:F2}, events {known.Epoch}"
        );
        foreach (PlanView plan in known.Plans.OrderByDescending(plan => plan.Amplitude))
            Terminal.Line($"  {plan.Plan, -26} amplitude {plan.Amplitude:F2}  utility {plan.ExpectedUtility:F3}");
        if (known.Trial is { } trial)
            Terminal.Line($"  [grey]{Describe(trial)}[/]");
    }

    private static string Describe(PlanTrialView trial)
    {
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{trial.PlannedQueries} judged queries against {trial.ControlQueries} of the control"
        );
        string gain = trial is { Gain: { } estimate, Lower: { } lower, Upper: { } upper }
            ? string.Create(CultureInfo.InvariantCulture, $"gain {estimate:F3} ({lower:F3} to {upper:F3})")
            : "too few to tell a gain";
        return trial.SuspendedAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"suspended since {at:u}: {gain}, {counts}")
            : $"{gain}, {counts}";
    }
}
