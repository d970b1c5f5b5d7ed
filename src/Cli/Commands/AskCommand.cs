using System.CommandLine;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag ask</c>.</summary>
internal static class AskCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        Command command = new("ask", "Answer a question with citations");
        QueryArguments query = new(command);
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                AnswerView answer = await client.PostAsync<AnswerView>($"{query.Path(parse)}/ask", query.Body(parse), cancellationToken);
                globals.Report(parse).Write(answer, AnswerText.Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }
}
