using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag keys list|create|rotate|revoke</c>.</summary>
internal static class KeysCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create(Globals globals) =>
        new("keys", "Make, list, rotate and revoke API keys") { List(globals), Make(globals), Rotate(globals), Revoke(globals) };

    private static Command List(Globals globals)
    {
        Command command = new("list", "Show the keys, without their secrets");
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                ListView<KeyView> keys = await client.GetAsync<ListView<KeyView>>("/api/v1/keys", cancellationToken);
                globals.Report(parse).Write(keys.Data, all => Array.ForEach(all, Write));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Make(Globals globals)
    {
        Argument<string> name = new("name") { Description = "What the key is for" };
        Option<string> role = new("--role")
        {
            Description = "admin, user (reads, writes, asks), readonly (reads and asks) or metrics",
            DefaultValueFactory = _ => "user",
        };
        role.AcceptOnlyFromAmong("admin", "user", "readonly", "metrics");
        Option<int?> days = new("--days") { Description = "After how many days the key ends (default: never)" };
        WholeNumber.Within(days, 1, 3_650);
        Option<string[]> groups = NameList.Option(
            "--groups",
            "The groups that it belongs to, by which documents let it in; several with commas"
        );
        Option<string[]> permissions = NameList.Option(
            "--permissions",
            "What it may do of what its role may, for example query:execute (default: all)"
        );
        Option<string?> tenant = Tenants.Option("The tenant that the key belongs to (default: your own); for the operator");
        Command command = new("create", "Make a key and print it; nobody can read it again")
        {
            name,
            role,
            permissions,
            days,
            groups,
            tenant,
        };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                DateTimeOffset? end = parse.GetValue(days) is { } count ? TimeProvider.System.GetUtcNow().AddDays(count) : null;
                var body = new
                {
                    name = parse.GetRequiredValue(name),
                    role = parse.GetValue(role),
                    expires_at = end,
                    groups = parse.GetValue(groups),
                    tenant = parse.GetValue(tenant),
                    permissions = parse.GetValue(permissions) is { Length: > 0 } some ? some : null,
                };
                globals.Report(parse).Write(await client.PostAsync<KeyView>("/api/v1/keys", body, cancellationToken), WriteText);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Rotate(Globals globals)
    {
        Argument<string> id = Id();
        Command command = new("rotate", "Give a key another secret and print it; the former one serves on for an hour") { id };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string path = $"/api/v1/keys/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/rotate";
                globals.Report(parse).Write(await client.PostAsync<KeyView>(path, null, cancellationToken), WriteText);
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Command Revoke(Globals globals)
    {
        Argument<string> id = Id();
        Command command = new("revoke", "End a key; within a second no silo takes it any more") { id };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                using RagClient client = globals.Client(parse);
                string key = parse.GetRequiredValue(id);
                await client.DeleteAsync($"/api/v1/keys/{Uri.EscapeDataString(key)}", cancellationToken);
                globals.Report(parse).Write(new JsonObject { ["revoked"] = key }, _ => Terminal.Line($"The key {key} is revoked."));
                return ExitCodes.Ok;
            }
        );
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The key's id, as 'rag keys list' shows it" };

    private static void Write(KeyView key)
    {
        string ends = key.ExpiresAt is { } end ? Day(end) : "never";
        string used = key.LastUsedAt is { } last ? Day(last) : "never";
        string groups = key.Groups is { Length: > 0 } all ? $", in {string.Join(", ", all)}" : "";
        string only = key.Permissions is { Length: > 0 } some ? $", only {string.Join(", ", some)}" : "";
        string tenant = Tenants.Shown(key.Tenant);
        Terminal.Line($"[bold]{key.Id}[/]  {key.Role, -8}  {tenant}{key.Name}  [grey]ends {ends}, last used {used}{groups}{only}[/]");
    }

    private static void WriteText(KeyView key)
    {
        Terminal.Line($"The key {key.Id} ({key.Role}), shown this once:");
        Terminal.Line($"{key.Key}");
    }

    private static string Day(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
