using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Server;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag restore</c>.</summary>
internal static class RestoreCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals)
    {
        BackupPlace place = new();
        Argument<string> name = new("name") { Description = "The backup", DefaultValueFactory = _ => "latest" };
        Option<string?> data = new("--data")
        {
            Description =
                "The empty folder to restore into; without it RAG__Storage__DataFolder, or the database of RAG__Storage__Postgres",
        };
        Option<string?> collection = new("--collection", "-c")
        {
            Description = "Restore this collection only; tenant/collection for another tenant's",
        };
        Option<string?> to = Moment();
        Option<bool> dryRun = new("--dry-run", "-n") { Description = "Read and check everything, and only say what would be restored" };
        Option<string?> target = new("--as")
        {
            Description = "Have the running server (--server) restore the collection under this name, which none has yet",
        };
        Command command = new("restore", "Restore a backup into an empty folder or database, or one collection into the running server")
        {
            name,
            data,
            place.Folder,
            collection,
            to,
            dryRun,
            target,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(target) is null)
                return;
            if (result.GetValue(collection) is null)
                result.AddError("--as names one collection anew: say with --collection which.");
            if ((result.GetValue(data) ?? result.GetValue(place.Folder)) is not null || result.GetValue(dryRun))
                result.AddError("--as goes with none of --data, --folder and --dry-run: the server's settings say where its backups are.");
        });
        command.SetAction(
            (parse, cancellationToken) =>
                parse.GetValue(target) is { } given
                    ? RunningRestore.RunAsync(
                        globals,
                        parse,
                        new RestoreOrder(
                            parse.GetValue(collection)!,
                            given,
                            Named(parse.GetRequiredValue(name)),
                            Moment(parse.GetValue(to))
                        ),
                        cancellationToken
                    )
                    : SiloProgram.RunAsync(
                        [
                            "backup",
                            "restore",
                            .. place.Arguments(parse),
                            .. Given("--Storage:DataFolder", parse.GetValue(data) is { } folder ? Path.GetFullPath(folder) : null),
                            "--Do:Name",
                            parse.GetRequiredValue(name),
                            .. Given("--Do:Collection", parse.GetValue(collection)),
                            .. Given("--Do:To", parse.GetValue(to)),
                            .. Given("--Do:DryRun", parse.GetValue(dryRun) ? "true" : null),
                            .. BackupCommand.Form(globals, parse),
                        ],
                        cancellationToken
                    )
        );
        return command;
    }

    private static string? Named(string backup) => backup is "latest" ? null : backup;

    private static Option<string?> Moment()
    {
        Option<string?> to = new("--to") { Description = "Restore the last backup that is not after this moment (2026-11-22T14:30:00Z)" };
        to.Validators.Add(RequireMoment);
        return to;
    }

    private static void RequireMoment(OptionResult result)
    {
        string moment = result.GetValueOrDefault<string?>() ?? "";
        if (!DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            result.AddError($"--to is '{moment}': give a moment as 2026-11-22T14:30:00Z.");
    }

    private static DateTimeOffset? Moment(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string[] Given(string setting, string? value) => value is { Length: > 0 } ? [setting, value] : [];
}
