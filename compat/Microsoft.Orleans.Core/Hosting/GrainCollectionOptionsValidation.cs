using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Refuses ages that the collector cannot keep.</summary>
internal sealed class GrainCollectionOptionsValidation : IValidateOptions<GrainCollectionOptions>
{
    public ValidateOptionsResult Validate(string? name, GrainCollectionOptions options)
    {
        if (options.CollectionQuantum <= TimeSpan.Zero)
            return ValidateOptionsResult.Fail($"CollectionQuantum is {options.CollectionQuantum}; it must be greater than zero.");
        var bad = options
            .ClassSpecificCollectionAge.Append(KeyValuePair.Create("CollectionAge", options.CollectionAge))
            .FirstOrDefault(p => p.Value <= options.CollectionQuantum);
        return bad.Key is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{bad.Key} is {bad.Value}; it must be greater than CollectionQuantum, {options.CollectionQuantum}."
            );
    }
}
