using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag subject export|erase</c>.</summary>
internal static class SubjectCommand
{
    private const string DefaultTenant = "default/";

    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("subject", "Export or erase what is kept of a person, a key or a token's subject") { Export(globals), Erase(globals) };

    private static Command Export(Globals globals)
    {
        Argument<string> subject = Subject();
        Option<FileInfo?> output = new("--output", "-o") { Description = "The file to write (default: standard output)" };
        Command command = new("export", "Write what is kept as JSON; its SHA-256 stands in the audit log") { subject, output };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string name = parse.GetRequiredValue(subject);
                string export = await client.GetExportAsync(Path(name, "/export"), FullName(name), cancellationToken);
                if (parse.GetValue(output) is { } file)
                    await File.WriteAllTextAsync(file.FullName, export, cancellationToken);
                else
                    // Without a line break of its own: a file that it is sent to has the SHA-256 that the audit log names.
                    await Console.Out.WriteAsync(export);
                Report.Note($"SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(export)))}");
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Erase(Globals globals)
    {
        Argument<string> subject = Subject();
        Option<bool> yes = new("--yes") { Description = "Erase it: what is erased does not come back" };
        Option<bool> documents = new("--documents") { Description = "Delete the documents that they sent, too" };
        Command command = new("erase", "Erase the account, the key, the files and the history, and print the receipt")
        {
            subject,
            documents,
            yes,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(yes))
                result.AddError("Give --yes: what is erased does not come back. 'rag subject export' shows what it is.");
        });
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = Path(parse.GetRequiredValue(subject));
                if (parse.GetValue(documents))
                    path += path.Contains('?', StringComparison.Ordinal) ? "&documents=delete" : "?documents=delete";
                globals.Report(parse).Write(await client.DeleteAsync<SubjectReceiptView>(path, cancellationToken), Write);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Argument<string> Subject() =>
        new("subject") { Description = "local:NAME, key:ID or user:SUB; of another tenant acme/local:NAME" };

    // As the server writes it, which leaves this tenant out.
    private static string FullName(string subject) =>
        subject.StartsWith(DefaultTenant, StringComparison.Ordinal) ? subject[DefaultTenant.Length..] : subject;

    // The tenant stands before the first colon: behind it a token's subject may have slashes.
    private static string Path(string subject, string rest = "")
    {
        int slash = subject.Split(':')[0].IndexOf('/', StringComparison.Ordinal);
        string tenant = slash < 0 ? "" : $"?tenant={Uri.EscapeDataString(subject[..slash])}";
        return $"/api/v1/subjects/{Uri.EscapeDataString(subject[(slash + 1)..])}{rest}{tenant}";
    }

    private static void Write(SubjectReceiptView receipt)
    {
        Terminal.Line($"[bold]{receipt.Subject}[/] is erased by {receipt.ErasedBy} at {receipt.ErasedAt:u}:");
        Terminal.Line(
            $"  accounts {receipt.Accounts}, sessions {receipt.Sessions}, keys {receipt.Keys}, files {receipt.Files} ",
            $"({receipt.FileBytes} bytes), queries {receipt.Queries}, of the query log {receipt.LoggedQueries}"
        );
        Terminal.Line(
            $"  documents that they sent: {receipt.DocumentsDeleted} deleted, {receipt.DocumentsUnnamed} stay without their name"
        );
        Terminal.Line($"  SHA-256 of their export: {receipt.ExportSha256}");
        Terminal.Line($"What stays:");
        foreach (SubjectRemainderView remaining in receipt.Remaining)
            Terminal.Line($"  [grey]{remaining.Kind}: {remaining.Reason}[/]");
    }
}
