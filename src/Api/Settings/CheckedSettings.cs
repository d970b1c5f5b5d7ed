using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RagCluster.Api.Settings;

/// <summary>Settings that are read from the configuration and checked when the server starts.</summary>
internal static class CheckedSettings
{
    /// <summary>Binds an options class to its section, and refuses to start while something is wrong with it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section.</param>
    /// <param name="faults">What is wrong, each naming the setting and the fix; nothing when all is well.</param>
    internal static IServiceCollection AddChecked<TOptions>(
        this IServiceCollection services,
        string section,
        Func<TOptions, IEnumerable<string>> faults
    )
        where TOptions : class
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TOptions>>(new Check<TOptions>(faults));
    }

    private sealed class Check<TOptions>(Func<TOptions, IEnumerable<string>> faults) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            string[] failures = [.. faults(options)];
            return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }
    }
}
