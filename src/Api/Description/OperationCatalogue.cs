using System.Reflection;
using System.Text.Json;

namespace RagCluster.Api.Description;

/// <summary>
/// The names and examples of all operations, one story from the first collection to its deletion: a test sends every example in this order
/// to a server and compares its answers with the description.
/// </summary>
internal static class OperationCatalogue
{
    private const string Resource = "description/operations.json";

    // Read for each description: it is asked for seldom, and a node of an example belongs to one document.
    internal static Dictionary<string, OperationExample> Read()
    {
        using Stream stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource '{Resource}' is missing from the build.");
        return JsonSerializer.Deserialize<OperationExample[]>(stream, JsonSerializerOptions.Web)!.ToDictionary(e => e.Operation);
    }
}
