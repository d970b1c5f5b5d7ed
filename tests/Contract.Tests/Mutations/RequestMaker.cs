using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>Makes requests that an operation takes, and spoils them; the same random numbers make the same request.</summary>
internal sealed partial class RequestMaker(JsonNode document, string authority, Random random)
{
    private const double SpoiledMemberShare = 0.25;
    private const double OptionalMemberShare = 0.3;

    /// <summary>
    /// The names of collections and experiments: few, so that most calls meet something that is there, and the server is not filled.
    /// </summary>
    internal static readonly string[] Names = ["m0", "m1", "m2", "m3"];

    /// <summary>A request of an operation, spoiled in one to three places.</summary>
    internal byte[] Make(Operation operation)
    {
        bool spoilsBody = random.Next(2) == 0;
        string method = random.Next(20) == 0 ? Pick(Hostile.Methods) : operation.Method;
        Dictionary<string, string?> headers = new(StringComparer.OrdinalIgnoreCase) { ["Host"] = authority };
        byte[] body = Body(operation, spoilsBody, headers);
        string target = Target(operation, spoils: !spoilsBody && random.Next(2) == 0);
        headers["Content-Length"] = body.Length.ToString(CultureInfo.InvariantCulture);
        if (random.Next(5) == 0)
        {
            (string name, string? value) = Pick(Hostile.Headers);
            headers[name] = value;
        }

        StringBuilder head = new($"{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        foreach ((string name, string? value) in headers.Where(header => header.Value is not null))
            head.Append($"{name}: {value}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    private string Target(Operation operation, bool spoils)
    {
        string path = Placeholder()
            .Replace(operation.Path, match => spoils && random.Next(2) == 0 ? Pick(Hostile.Parameters) : Known(match.Groups[1].Value));
        string[] query =
        [
            .. operation
                .QueryParameters.Keys.Where(_ => random.Next(3) == 0)
                .Select(name => $"{name}={(spoils ? Pick(Hostile.Parameters) : KnownParameter(name))}"),
        ];
        string target = query.Length == 0 ? path : $"{path}?{string.Join('&', query)}";
        return spoils && random.Next(3) == 0 ? target + Pick(Hostile.Suffixes) : target;
    }

    private string Known(string parameter) =>
        parameter switch
        {
            "collection" or "experiment" or "store" => Pick(Names),
            // Another model would be fetched from the network.
            "name" => "rag-static-en-v1",
            "type" => "JobGrain",
            _ => Pick(["d1", "d2", "d1-1-0", "0123456789abcdef0123456789abcdef"]),
        };

    private string KnownParameter(string name) =>
        name switch
        {
            "wait" => "false",
            "status" => "indexed",
            "collection" => Pick(Names),
            "after" => "d1",
            _ => "2",
        };

    private byte[] Body(Operation operation, bool spoils, Dictionary<string, string?> headers)
    {
        if (operation.TakesForm && random.Next(3) == 0 && operation.Method == "POST")
        {
            headers["Content-Type"] = "multipart/form-data; boundary=x";
            byte[] form = Encoding.UTF8.GetBytes(
                "--x\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{\"k\":\"v\"}\r\n--x\r\nContent-Disposition: "
                    + "form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nThe mill stands.\r\n--x--\r\n"
            );
            return spoils ? Hostile.Damage(form, random) : form;
        }

        if (operation.Body is null)
            return [];
        headers["Content-Type"] = "application/json";
        if (operation.Path == "/mcp")
        {
            headers["Accept"] = "application/json, text/event-stream";
            byte[] call = Encoding.Latin1.GetBytes(ToolCall(spoils));
            return spoils && random.Next(4) == 0 ? Hostile.Damage(call, random) : call;
        }

        StringBuilder text = new();
        Write(text, operation.Body, "", spoils);
        byte[] body = Encoding.Latin1.GetBytes(text.ToString());
        return spoils && random.Next(8) == 0 ? Hostile.Damage(body, random) : body;
    }

    private string ToolCall(bool spoils)
    {
        string tool = Pick(["search", "fetch", "ask", "list_collections", "ingest"]);
        string value = spoils ? Pick(Hostile.Literals) : "\"The mill.\"";
        string arguments = $"{{\"{Pick(["query", "question", "id", "text"])}\":{value},\"collection\":\"{Pick(Names)}\"}}";
        string method = spoils && random.Next(4) == 0 ? Pick(Hostile.Literals) : "\"tools/call\"";
        return $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":{method},\"params\":{{\"name\":\"{tool}\",\"arguments\":{arguments}}}}}";
    }

    private void Write(StringBuilder text, JsonNode schema, string name, bool spoils)
    {
        JsonNode plain = Operation.Resolve(document, schema);
        if (spoils && random.NextDouble() < (name.Length == 0 ? 0.05 : SpoiledMemberShare))
            text.Append(Pick(Hostile.Literals));
        else if (plain["properties"] is JsonObject members)
            WriteObject(text, members, [.. (plain["required"] as JsonArray ?? []).Select(r => r!.ToString())], spoils);
        else if (plain["items"] is { } item)
            WriteList(text, item, name, spoils);
        else
            text.Append(Value(plain, name));
    }

    private void WriteObject(StringBuilder text, JsonObject members, string[] required, bool spoils)
    {
        text.Append('{');
        string separator = "";
        foreach ((string member, JsonNode? schema) in members)
        {
            if (!required.Contains(member) && random.NextDouble() > OptionalMemberShare)
                continue;
            // Now and then a member is left out, stands twice or has another name.
            int fate = spoils ? random.Next(30) : -1;
            for (
                int i = 0;
                i
                    < (
                        fate == 0 ? 0
                        : fate == 1 ? 2
                        : 1
                    );
                i++
            )
            {
                text.Append(separator)
                    .Append('"')
                    .Append(fate == 2 ? Pick(["nonsense", "\\ud800", "", "\\u0000", "\u00ff"]) : member)
                    .Append("\":");
                Write(text, schema!, member, spoils);
                separator = ",";
            }
        }

        text.Append('}');
    }

    private void WriteList(StringBuilder text, JsonNode item, string name, bool spoils)
    {
        text.Append('[');
        int count = name == "arms" ? 2 : random.Next(1, 3);
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Write(text, item, name, spoils);
        }

        text.Append(']');
    }

    private string Value(JsonNode schema, string name)
    {
        if (schema["enum"] is JsonArray values)
            return Pick(values.Where(v => v is not null).ToArray())!.ToJsonString();
        string type = schema["type"] is JsonArray types
            ? types.First(t => t!.ToString() != "null")!.ToString()
            : schema["type"]?.ToString() ?? "";
        return (name, type) switch
        {
            ("filters", _) => "{\"type\":\"eq\",\"key\":\"k\",\"value\":\"v\"}",
            ("metadata", _) => "{\"k\":\"v\",\"n\":1}",
            ("input", _) => "[\"The mill.\",\"The river.\"]",
            ("collection", _) => $"\"{Pick(Names)}\"",
            ("name", _) => $"\"{Pick(Names)}\"",
            ("model" or "reranker" or "chat_model", _) => Pick(["\"rag-static-en-v1\"", "null"]),
            ("id" or "documents", "string") => "\"d1\"",
            // Less would be a promise that a busy machine may break.
            ("timeout_ms", _) => "60000",
            ("shards" or "replicas", _) => "1",
            (_, "boolean") => Pick(["true", "false"]),
            (_, "integer") => Pick(["1", "2", "64"]),
            (_, "number") => Pick(["0.5", "1"]),
            _ => "\"The mill stands by the river.\"",
        };
    }

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
