using System.CommandLine;
using System.Globalization;
using RagCluster.Cli.Server;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag backup verify</c>.</summary>
internal sealed class BackupVerifyCommand
{
    private readonly BackupPlace _place = new();

    private readonly Argument<string> _name = new("name") { Description = "The backup", DefaultValueFactory = _ => "latest" };

    private readonly Option<bool> _restore = new("--restore")
    {
        Description = "Restore it aside as well, open what came back, compare every row and file, and remove it again",
    };

    private readonly Option<string?> _scratch = new("--scratch")
    {
        Description = "With --restore: the folder to do that in, for as long as it takes; the system's folder for temporary files without",
    };

    private readonly Option<bool> _ask = new("--ask")
    {
        Description =
            "With --restore: also run a server on what came back and ask it for passages of its own documents; where --server names "
            + "the original, ask both and compare their answers",
    };

    private readonly Option<TimeSpan?> _within = new("--within")
    {
        Description = "With --ask: how long that server may take until it answers (00:30:00)",
    };

    private readonly Globals _globals;

    private BackupVerifyCommand(Globals globals) => _globals = globals;

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) => new BackupVerifyCommand(globals).Create();

    private Command Create()
    {
        Command command = new("verify", "Read every part of a backup and say whether it is as it was written")
        {
            _name,
            _place.Folder,
            _restore,
            _scratch,
            _ask,
            _within,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_scratch) is not null && !result.GetValue(_restore))
                result.AddError("--scratch goes with --restore: nothing is written without it.");
            if (result.GetValue(_ask) && !result.GetValue(_restore))
                result.AddError("--ask goes with --restore: there is nothing to ask without it.");
            if (result.GetValue(_within) is { } within && (!result.GetValue(_ask) || within <= TimeSpan.Zero))
                result.AddError("--within goes with --ask, and is more than zero.");
        });
        command.SetAction((parse, cancellationToken) => SiloProgram.RunAsync(Arguments(parse), cancellationToken, _globals.Key(parse)));
        return command;
    }

    private IEnumerable<string> Arguments(ParseResult parse)
    {
        string[] common = ["backup", "verify", .. _place.Arguments(parse), "--Do:Name", parse.GetRequiredValue(_name)];
        List<string> arguments = [.. common, .. BackupCommand.Form(_globals, parse)];
        if (parse.GetValue(_restore))
            arguments.AddRange(["--Do:Restore", "true"]);
        if (parse.GetValue(_scratch) is { Length: > 0 } folder)
            arguments.AddRange(["--Do:Scratch", Path.GetFullPath(folder)]);
        if (!parse.GetValue(_ask))
            return arguments;
        arguments.AddRange(["--Do:Ask", "true"]);
        if (parse.GetValue(_within) is { } within)
            arguments.AddRange(["--Do:Within", within.ToString("c", CultureInfo.InvariantCulture)]);
        // A server that nobody named is not the original, whoever listens where servers usually do.
        if (parse.GetResult(_globals.Server) is { Implicit: false })
            arguments.AddRange(["--Do:Server", parse.GetRequiredValue(_globals.Server)[0].ToString()]);
        return arguments;
    }
}
