using System.CommandLine;
using System.Globalization;
using RagCluster.Cli;
using RagCluster.Cli.Commands;
using RagCluster.Cli.Output;
using Spectre.Console;

namespace RagCluster.Benchmarks;

/// <summary><c>rag bench</c>.</summary>
internal static class BenchCommand
{
    /// <summary>Builds the command.</summary>
    internal static RootCommand Create(Globals globals)
    {
        string names = string.Join(", ", BenchmarkList.All.Keys);
        Argument<string> name = new("name") { Description = $"Which benchmark: {names}" };
        name.Validators.Add(result =>
        {
            if (!BenchmarkList.All.ContainsKey(result.GetValueOrDefault<string>() ?? ""))
                result.AddError($"There is no benchmark '{result.GetValueOrDefault<string>()}'. There are: {names}.");
        });
        Option<bool> quick = new("--quick") { Description = "A short run with coarser figures" };
        Option<string> docs = new("--docs")
        {
            Description = "For answers: a folder with questions over documentation and their scorer, the documents beside it",
            HelpName = "FOLDER",
        };
        docs.Validators.Add(result =>
        {
            if (result.GetValue(name) != "answers" || result.GetValue(quick))
                result.AddError("Only answers takes --docs, without --quick.");
        });
        string takers = string.Join(" and ", BenchmarkList.WithArguments.Order(StringComparer.Ordinal));
        Argument<string[]> arguments = new("arguments")
        {
            Description = $"After --, for {takers}: what to measure instead of everything, as benchmarks/*/README.md tells",
            Arity = ArgumentArity.ZeroOrMore,
        };
        arguments.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!BenchmarkList.WithArguments.Contains(result.GetValue(name) ?? "") || result.GetValue(quick)))
                result.AddError($"Only {takers} take arguments, without --quick.");
        });
        RootCommand command = new("rag bench: measure this machine's figures and append them to benchmarks/results.")
        {
            name,
            quick,
            docs,
            arguments,
        };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                string benchmark = parse.GetRequiredValue(name);
                BenchmarkRun run = new(Checkout.Find(), parse.GetValue(quick), parse.GetValue(arguments) ?? [])
                {
                    Documents = parse.GetValue(docs),
                };
                IReadOnlyCollection<Figure> figures = await BenchmarkList.All[benchmark](run, cancellationToken);
                string commit = await run.Checkout.CommitAsync(cancellationToken);
                await ResultFile.AppendAsync(run.Checkout.ResultsOf(benchmark), commit, run.Mode, figures, cancellationToken);
                globals.Report(parse).Write(figures, Write);
                Report.Note(
                    $"Commit {commit}, {Environment.ProcessorCount} processors; appended to "
                        + $"{Path.GetRelativePath(run.Checkout.Root, run.Checkout.ResultsOf(benchmark))}."
                );
                return figures.Count > 0 ? ExitCodes.Ok : ExitCodes.Failed;
            }
        );
        return command;
    }

    private static void Write(IReadOnlyCollection<Figure> figures)
    {
        Table table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("case", "figure")
            .AddColumn(new TableColumn("value").RightAligned())
            .AddColumn("unit");
        string above = "";
        foreach (Figure figure in figures)
        {
            string value = figure.Value.ToString(Math.Abs(figure.Value) >= 100 ? "N0" : "N2", CultureInfo.InvariantCulture);
            table.AddRow(
                figure.Case == above ? "" : Terminal.Cell(figure.Case),
                Terminal.Cell(figure.Name),
                value,
                Terminal.Cell(figure.Unit)
            );
            above = figure.Case;
        }

        AnsiConsole.Write(table);
    }
}
