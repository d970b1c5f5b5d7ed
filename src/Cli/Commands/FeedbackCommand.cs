using System.CommandLine;
using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag feedback give|list</c>: what became of answers.</summary>
internal static class FeedbackCommand
{
    private const int ShownMax = 20;

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("feedback", "Rate an answer, and see how answers were rated") { Give(globals), List(globals) };

    private static Command Give(Globals globals)
    {
        Argument<string> id = new("feedback_id") { Description = "The answer, as 'rag ask --json' names it" };
        Option<string> rating = new("--rating") { Description = "good or bad", Required = true };
        Choice.Among(rating, "good", "bad");
        Command command = new("give", "Rate an answer") { id, rating };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                await client.RateAsync(parse.GetRequiredValue(id), parse.GetRequiredValue(rating), cancellationToken);
                Report.Note("Noted.");
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command List(Globals globals)
    {
        Option<string?> collection = new("--collection", "-c")
        {
            Description = "The collection; without it main, or the only one with documents",
        };
        Command command = new("list", "How a collection's answers were rated, outside experiments") { collection };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string name = await CollectionChoice.ResolveAsync(client, parse.GetValue(collection), cancellationToken);
                FeedbackView feedback = await client.GetAsync<FeedbackView>($"/api/v1/collections/{name}/feedback", cancellationToken);
                globals.Report(parse).Write(feedback, Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static void Write(FeedbackView feedback)
    {
        Terminal.Line($"{feedback.Good} good, {feedback.Bad} bad, {feedback.Opened} with an opened citation");
        foreach (AnswerFeedbackView one in feedback.Data.Take(ShownMax))
        {
            string at = one.At.ToString("u", CultureInfo.InvariantCulture);
            Terminal.Line($"[grey]{at}[/] {one.Rating ?? "opened"} {one.FeedbackId}");
        }
    }
}
