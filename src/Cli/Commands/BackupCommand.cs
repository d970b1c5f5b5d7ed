using System.CommandLine;
using RagCluster.Cli.Client;
using RagCluster.Cli.Server;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag backup</c>.</summary>
internal static class BackupCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        BackupPlace place = new();
        Option<string?> data = new("--data") { Description = "The data folder of a server that is stopped" };
        Option<bool> configuration = new("--configuration")
        {
            Description = "Only settings, the models' list and the collections without documents",
        };
        Option<bool> running = new("--running")
        {
            Description = "Have the running server (--server) take it, to the places that its settings name",
        };
        Command command = new("backup", "Take a backup of everything and verify it") { data, place.Folder, configuration, running };
        command.Subcommands.Add(List(globals));
        command.Subcommands.Add(BackupVerifyCommand.Create(globals));
        command.Validators.Add(result =>
        {
            if (result.GetValue(running) && (result.GetValue(data) ?? result.GetValue(place.Folder)) is not null)
                result.AddError(
                    "--running goes with neither --data nor --folder: the server's settings say what is backed up and where to."
                );
        });
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                if (parse.GetValue(running))
                    return await RunningBackup.TakeAsync(globals, parse, parse.GetValue(configuration), cancellationToken);
                return await SiloProgram.RunAsync(
                    [
                        "backup",
                        "create",
                        .. place.Arguments(parse),
                        .. DataArguments(parse.GetValue(data)),
                        .. parse.GetValue(configuration) ? ["--Do:Kind", "configuration"] : Array.Empty<string>(),
                        .. Form(globals, parse),
                    ],
                    cancellationToken
                );
            }
        );
        return command;
    }

    /// <summary>The arguments that name a data folder.</summary>
    /// <exception cref="RagClientException">It is not there.</exception>
    internal static string[] DataArguments(string? folder)
    {
        if (folder is null)
            return [];
        return Directory.Exists(folder)
            ? ["--Storage:DataFolder", Path.GetFullPath(folder)]
            : throw new RagClientException($"There is no folder '{folder}'.");
    }

    /// <summary>The argument that says how results are written.</summary>
    internal static string[] Form(Globals globals, ParseResult parse) => parse.GetValue(globals.Json) ? ["--Do:Json", "true"] : [];

    private static Command List(Globals globals)
    {
        BackupPlace place = new();
        Command command = new("list", "List the backups, the newest first") { place.Folder };
        command.SetAction(
            (parse, cancellationToken) =>
                SiloProgram.RunAsync(["backup", "list", .. place.Arguments(parse), .. Form(globals, parse)], cancellationToken)
        );
        return command;
    }
}
