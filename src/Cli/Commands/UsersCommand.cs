using System.CommandLine;
using System.Text.Json.Nodes;
using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion.Disk;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag users list|create|change|password|delete</c>.</summary>
internal static class UsersCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("users", "Make, list and remove people who sign in by a password")
        {
            List(globals),
            Make(globals),
            Change(globals),
            Password(globals),
            Delete(globals),
        };

    private const string GroupsText = "The groups that the user belongs to, by which documents let them in; several with commas";

    private static Command List(Globals globals)
    {
        Command command = new("list", "Show the users");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                ListView<UserView> users = await client.GetAsync<ListView<UserView>>("/api/v1/users", cancellationToken);
                globals.Report(parse).Write(users.Data, all => Array.ForEach(all, user => Terminal.Line(Line(user))));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Make(Globals globals)
    {
        Argument<string> name = Name();
        Option<string?> role = Role("user (the default)");
        Option<string[]> groups = NameList.Option("--groups", GroupsText);
        Option<FileInfo?> file = PasswordFile();
        Option<string?> tenant = Tenant();
        Command command = new("create", "Make a user; without a file a password is made and printed, this once")
        {
            name,
            role,
            groups,
            file,
            tenant,
        };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                var body = new
                {
                    name = parse.GetRequiredValue(name),
                    role = parse.GetValue(role) ?? "user",
                    groups = parse.GetValue(groups),
                    password = await ReadAsync(parse.GetValue(file), cancellationToken),
                    tenant = parse.GetValue(tenant),
                };
                globals.Report(parse).Write(await client.PostAsync<UserView>("/api/v1/users", body, cancellationToken), WriteText);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Change(Globals globals)
    {
        Argument<string> name = Name();
        Option<string?> role = Role("user");
        Option<string[]> groups = NameList.Option("--groups", GroupsText + ", instead of those before; '' for none");
        Option<string?> tenant = Tenant();
        Command command = new("change", "Give a user another role or other groups, within a second on every silo")
        {
            name,
            role,
            groups,
            tenant,
        };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = Path(parse.GetRequiredValue(name), "", parse.GetValue(tenant));
                var body = new
                {
                    role = parse.GetValue(role),
                    groups = parse.GetResult(groups) is { Implicit: false } ? parse.GetValue(groups) : null,
                };
                globals.Report(parse).Write(await client.PatchAsync<UserView>(path, body, cancellationToken), WriteText);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Password(Globals globals)
    {
        Argument<string> name = Name();
        Option<FileInfo?> file = PasswordFile();
        Option<string?> tenant = Tenant();
        Command command = new("password", "Give a user another password and end the sessions") { name, file, tenant };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = Path(parse.GetRequiredValue(name), "/password", parse.GetValue(tenant));
                var body = new { password = await ReadAsync(parse.GetValue(file), cancellationToken) };
                globals.Report(parse).Write(await client.PostAsync<UserView>(path, body, cancellationToken), WriteText);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Delete(Globals globals)
    {
        Argument<string> name = Name();
        Option<string?> tenant = Tenant();
        Command command = new("delete", "Remove a user; within a second no silo takes the sessions any more") { name, tenant };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string user = parse.GetRequiredValue(name);
                await client.DeleteAsync(Path(user, "", parse.GetValue(tenant)), cancellationToken);
                globals.Report(parse).Write(new JsonObject { ["deleted"] = user }, _ => Terminal.Line($"The user {user} is removed."));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static FormattableString Line(UserView user) =>
        $"[bold]{Tenants.Shown(user.Tenant)}{user.Name}[/]  {user.Role}  [grey]{user.SessionCount} sessions{Groups(user)}[/]";

    private static string Groups(UserView user) => user.Groups is { Length: > 0 } groups ? $", in {string.Join(", ", groups)}" : "";

    private static Option<string?> Role(string user)
    {
        Option<string?> role = new("--role") { Description = $"admin, {user} (reads, writes, asks), readonly (reads and asks) or metrics" };
        Choice.Among(role, "admin", "user", "readonly", "metrics");
        return role;
    }

    private static Option<string?> Tenant() => Tenants.Option("The tenant that the user belongs to (default: your own); for the operator");

    private static string Path(string user, string what, string? tenant) =>
        $"/api/v1/users/{Uri.EscapeDataString(user)}{what}" + (tenant is null ? "" : $"?tenant={Uri.EscapeDataString(tenant)}");

    private static Argument<string> Name() => new("name") { Description = "The user's name" };

    private static Option<FileInfo?> PasswordFile() =>
        new("--password-file") { Description = "A file with the password, of 12 to 128 characters (default: one is made)" };

    // Never an argument: those are read by whoever lists the processes, and kept by shells.
    private static async Task<string?> ReadAsync(FileInfo? file, CancellationToken cancellationToken) =>
        file is null ? null : (await NamedFile.ReadTextAsync(file, cancellationToken)).TrimEnd('\r', '\n');

    private static void WriteText(UserView user)
    {
        Terminal.Line($"The user {Tenants.Shown(user.Tenant)}{user.Name} ({user.Role}{Groups(user)}).");
        if (user.Password is { } password)
            Terminal.Line($"The password, shown this once: {password}");
    }
}
