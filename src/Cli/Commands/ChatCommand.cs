using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Client.Queries;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag chat</c>: a conversation at the terminal, whose history goes with each question.</summary>
internal static class ChatCommand
{
    // As many as a request takes, and as much of an answer.
    private const int TurnsMax = 20;
    private const int AnswerLengthMax = 10_000;

    private const string Help = "/new begins another conversation, /good and /bad rate an answer, /help says this, /exit ends.";

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Option<string?> collection = new("--collection", "-c")
        {
            Description = "The collection; without it main, or the only one with documents",
        };
        Command command = new("chat", "Ask in a conversation; /help says what else it understands, /exit or the end of the input ends it")
        {
            collection,
        };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string name = await CollectionChoice.ResolveAsync(client, parse.GetValue(collection), cancellationToken);
                Report.Note($"Asking {name} at {client.Server}. {Help}");
                List<Turn> turns = [];
                AnswerView? last = null;
                bool isAsked = false;
                bool isAnswered = false;
                while (await ReadAsync(cancellationToken) is { } question)
                {
                    if (question == "/new")
                        turns.Clear();
                    else if (question == "/help")
                        Report.Note(Help);
                    else if (question is "/good" or "/bad")
                        await RateAsync(client, last, question[1..], cancellationToken);
                    else if (IsCommand(question))
                        Report.Note($"There is no {question.Split(' ')[0]} here. {Help}");
                    else if (question.Length > 0)
                    {
                        last = await AskAsync(client, name, question, turns, globals.Report(parse), cancellationToken);
                        isAsked = true;
                        isAnswered |= last is not null;
                    }
                }

                // A person has seen it; a script sees the code alone.
                return Console.IsInputRedirected && isAsked && !isAnswered ? ExitCodes.Failed : ExitCodes.Ok;
            }
        );
        return command;
    }

    // A question may begin with a path.
    private static bool IsCommand(string question) =>
        question is ['/', .. var name] && name.Split(' ')[0] is { Length: > 0 } word && word.All(char.IsAsciiLetter);

    private static async Task RateAsync(RagClient client, AnswerView? answer, string rating, CancellationToken cancellationToken)
    {
        if (answer?.FeedbackId is not { } id)
        {
            Report.Note("There is no answer to rate yet.");
            return;
        }

        await client.RateAsync(id, rating, cancellationToken);
        Report.Note("Noted.");
    }

    // Null for a question that could not be answered.
    private static async Task<AnswerView?> AskAsync(
        RagClient client,
        string collection,
        string question,
        List<Turn> turns,
        Report report,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Question next = new(question) { History = turns.Count > 0 ? [.. turns] : null };
            AnswerView answer = await AnswerShow.AskAsync(client, collection, next, report, cancellationToken);
            turns.Add(new Turn(question, answer.Answer[..Math.Min(answer.Answer.Length, AnswerLengthMax)]));
            if (turns.Count > TurnsMax)
                turns.RemoveAt(0);
            return answer;
        }
        catch (RagClientException failure) when (failure.Status is 400 or 413 or 429 or >= 500)
        {
            // The conversation goes on after a question that could not be answered.
            Report.Note(failure.Message);
            return null;
        }
    }

    // Null at the end.
    private static async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!Console.IsInputRedirected)
            await Console.Error.WriteAsync("> ");
        // A read of the console does not end with its token: the wait does.
        string? line = await Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        return line?.Trim() is { } text && text is not ("/exit" or "/quit") ? text : null;
    }
}
