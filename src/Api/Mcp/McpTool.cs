using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using ModelContextProtocol.Protocol;
using RagCluster.Access;
using RagCluster.Api.Binding;
using RagCluster.Api.Json;

namespace RagCluster.Api.Mcp;

/// <summary>A tool: what clients see of it, who may call it, and what it does.</summary>
/// <param name="Definition">What clients see.</param>
/// <param name="Permission">What a caller needs.</param>
/// <param name="RunAsync">What it does with its arguments; the result becomes JSON.</param>
internal sealed record McpTool(Tool Definition, Permission Permission, Func<JsonElement, CancellationToken, Task<object>> RunAsync)
{
    private static readonly JsonSchemaExporterOptions Schemas = new() { TreatNullObliviousAsNonNullable = true };

    /// <summary>A tool whose arguments are of a type; they are checked as a body of the HTTP interface is.</summary>
    /// <typeparam name="T">The arguments.</typeparam>
    internal static McpTool Of<T>(
        (string Name, string Title, string Description) texts,
        Permission permission,
        ToolAnnotations annotations,
        Func<T, CancellationToken, Task<object>> runAsync
    )
        where T : class =>
        new(
            new Tool
            {
                Name = texts.Name,
                Title = texts.Title,
                Description = texts.Description,
                Annotations = annotations,
                InputSchema = Schema(typeof(T)),
            },
            permission,
            (arguments, cancellationToken) => runAsync(Read<T>(arguments), cancellationToken)
        );

    private static T Read<T>(JsonElement arguments)
    {
        InputFaults faults = new();
        new JsonCheck(ApiJson.Native, faults).Check(arguments, typeof(T));
        faults.ThrowIfAny();
        return arguments.Deserialize<T>(ApiJson.Native)!;
    }

    private static JsonElement Schema(Type arguments)
    {
        JsonNode schema = ApiJson.Native.GetJsonSchemaAsNode(arguments, Schemas);
        foreach (PropertyInfo property in arguments.GetProperties())
        {
            string name = ApiJson.Native.PropertyNamingPolicy!.ConvertName(property.Name);
            // What may be anything has the schema "true", which has no place for words.
            JsonObject described = schema["properties"]![name] as JsonObject ?? [];
            described.Remove("default");
            described["description"] = property.GetCustomAttribute<DescriptionAttribute>()!.Description;
            schema["properties"]![name] = described;
        }

        return JsonSerializer.SerializeToElement(schema);
    }
}
