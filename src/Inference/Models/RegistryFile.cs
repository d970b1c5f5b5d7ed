using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagCluster.Inference.Models;

/// <summary>Reads and writes a registry.json.</summary>
internal static class RegistryFile
{
    public const string FileName = "registry.json";

    /// <summary>A registry is written by hand; this is a thousand times that.</summary>
    private const long BytesMax = 4 << 20;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads the registry of a folder; empty when there is none.</summary>
    public static RegistryDocument Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new RegistryDocument();

        if (new FileInfo(path).Length > BytesMax)
            throw new ModelException(ModelFault.Invalid, $"{path} is larger than {BytesMax} bytes: that is no model registry.");

        RegistryDocument document;
        try
        {
            document = JsonSerializer.Deserialize<RegistryDocument>(File.ReadAllBytes(path), Format) ?? new RegistryDocument();
        }
        catch (JsonException error)
        {
            throw new ModelException(
                ModelFault.Invalid,
                $"{path}: {error.Path ?? "$"} (line {error.LineNumber + 1}): {error.Message}",
                error
            );
        }

        RegistryRules.Check(document, path);
        return document;
    }

    /// <summary>Replaces the registry of a folder in one step that survives a power failure.</summary>
    public static void Write(string folder, RegistryDocument document)
    {
        RegistryRules.Check(document, Path.Combine(folder, FileName));
        Directory.CreateDirectory(folder);
        DurableReplace.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(document, Format));
    }
}
