using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Refuses ages that the collector cannot keep.</summary>
internal sealed class GrainCollectionOptionsValidation(GrainManifest manifest) : IValidateOptions<GrainCollectionOptions>
{
    public ValidateOptionsResult Validate(string? name, GrainCollectionOptions options)
    {
        if (options.CollectionQuantum <= TimeSpan.Zero)
            return ValidateOptionsResult.Fail($"CollectionQuantum is {options.CollectionQuantum}; it must be greater than zero.");
        if (options.EnableActivationSheddingOnMemoryPressure && Shedding(options) is { } wrong)
            return ValidateOptionsResult.Fail(wrong);
        KeyValuePair<string, TimeSpan> bad = options
            .ClassSpecificCollectionAge.Append(KeyValuePair.Create("CollectionAge", options.CollectionAge))
            .Concat(
                from grain in manifest.Classes
                where grain.CollectionAge is not null
                select KeyValuePair.Create($"{grain.Type.FullName} CollectionAgeLimit", grain.CollectionAge!.Value)
            )
            .FirstOrDefault(p => p.Value <= options.CollectionQuantum);
        return bad.Key is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{bad.Key} is {bad.Value}; it must be greater than CollectionQuantum, {options.CollectionQuantum}."
            );
    }

    private static string? Shedding(GrainCollectionOptions options)
    {
        if (options.MemoryUsageLimitPercentage is <= 0 or > 100)
            return $"MemoryUsageLimitPercentage is {options.MemoryUsageLimitPercentage}; it must be greater than 0 and at most 100.";
        if (options.MemoryUsageTargetPercentage <= 0 || options.MemoryUsageTargetPercentage >= options.MemoryUsageLimitPercentage)
            return $"MemoryUsageTargetPercentage is {options.MemoryUsageTargetPercentage}; it must be greater than 0 and less than "
                + $"MemoryUsageLimitPercentage.";
        return options.MemoryUsagePollingPeriod > TimeSpan.Zero
            ? null
            : $"MemoryUsagePollingPeriod is {options.MemoryUsagePollingPeriod}; it must be greater than zero.";
    }
}
