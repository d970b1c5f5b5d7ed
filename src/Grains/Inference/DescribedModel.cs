using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Inference.Installing;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Inference;

/// <summary>Makes an entry of the registry of what a person says of a model.</summary>
internal static class DescribedModel
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a description.</summary>
    /// <exception cref="RagException">Invalid: it is none.</exception>
    internal static ModelDescription Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelDescription>(json, Form)
                ?? throw RagException.Invalid("description", "The description is null.");
        }
        catch (JsonException error)
        {
            throw new RagException(
                ErrorKind.Invalid,
                "validation-failed",
                "The description is not the JSON that is expected: name, and optionally kind, pooling, normalize, dimensions, "
                    + "maxTokens, lowercase, queryPrefix, passagePrefix, precision, license.",
                "description",
                error
            );
        }
    }

    /// <summary>The description with the files' places.</summary>
    /// <exception cref="RagException">Invalid: a member has none of the values that it may have.</exception>
    internal static ModelAddition ToAddition(this ModelDescription description, string modelPath, string vocabularyPath) =>
        new()
        {
            Name = description.Name,
            Path = modelPath,
            VocabularyPath = vocabularyPath,
            Kind = Value<ModelKind>(description.Kind, "kind"),
            Pooling = description.Pooling.Length == 0 ? null : Value<PoolingMode>(description.Pooling, "pooling"),
            Normalize = description.Normalize,
            Dimensions = description.Dimensions,
            MaxTokens = description.MaxTokens,
            Lowercase = description.Lowercase,
            QueryPrefix = description.QueryPrefix,
            PassagePrefix = description.PassagePrefix,
            MatryoshkaDimensions = description.MatryoshkaDimensions,
            Scoring = Value<RerankScoring>(description.Scoring, "scoring"),
            RerankWeight = description.RerankWeight,
            Precision = Value<ModelPrecision>(description.Precision, "precision"),
            License = description.License,
        };

    private static T Value<T>(string name, string member)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames<T>();
        return Array.Find(names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw RagException.Invalid(
                $"description.{member}",
                $"Expected one of {string.Join(", ", names.Select(JsonNamingPolicy.CamelCase.ConvertName))}; this text was sent."
            );
    }
}
