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
                string collection = await query.CollectionAsync(client, parse, cancellationToken);
                await AnswerShow.AskAsync(client, collection, query.Question(parse), globals.Report(parse), cancellationToken);
                return ExitCodes.Ok;
            }
        );
        return command;
    }
}
