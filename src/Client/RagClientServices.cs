using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagCluster.Client.Chat;
using RagCluster.Client.Http;

namespace RagCluster.Client;

/// <summary>Registers the client with a program's services.</summary>
public static class RagClientServices
{
    private const string Name = "RagCluster";

    /// <summary>
    /// Registers <see cref="RagClient"/>, whose connections come from <c>IHttpClientFactory</c>. The options are checked at the program's
    /// start.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Says where the server is and how it is asked.</param>
    /// <returns>For handlers of the program's own.</returns>
    public static IHttpClientBuilder AddRagClient(this IServiceCollection services, Action<RagClientOptions> configure)
    {
        AddOptions(services).Configure(configure);
        return AddClient(services);
    }

    /// <summary>
    /// Registers <see cref="RagClient"/> with the server of a connection string, <c>ConnectionStrings__NAME</c> in the environment: an
    /// address, or several with commas between.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="connectionName">The connection string's name.</param>
    /// <param name="configure">Says more; null for nothing.</param>
    /// <returns>For handlers of the program's own.</returns>
    public static IHttpClientBuilder AddRagClient(
        this IServiceCollection services,
        string connectionName,
        Action<RagClientOptions>? configure = null
    )
    {
        AddOptions(services)
            .Configure<IConfiguration>(
                (options, configuration) =>
                {
                    foreach (string address in Addresses(configuration.GetConnectionString(connectionName)))
                        options.Servers.Add(new Uri(address, UriKind.RelativeOrAbsolute));
                    configure?.Invoke(options);
                }
            );
        return AddClient(services);
    }

    /// <summary>Registers an <see cref="IChatClient"/> of a collection; <c>AddRagClient</c> says where the server is.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="collection">The collection that is asked, unless a call's options name another one as their model.</param>
    public static IServiceCollection AddRagChatClient(this IServiceCollection services, string collection) =>
        services.AddTransient<IChatClient>(provider => new RagChatClient(provider.GetRequiredService<RagClient>(), collection));

    private static OptionsBuilder<RagClientOptions> AddOptions(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RagClientOptions>, OptionsCheck>();
        return services.AddOptions<RagClientOptions>().ValidateOnStart();
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services)
    {
        services.AddTransient(provider => new RagClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name),
            provider.GetRequiredService<IOptions<RagClientOptions>>().Value
        ));
        return services
            .AddHttpClient(Name)
            .ConfigureHttpClient(
                (provider, http) =>
                {
                    RagClientOptions options = provider.GetRequiredService<IOptions<RagClientOptions>>().Value;
                    http.BaseAddress = options.Servers[0];
                    http.Timeout = options.Timeout;
                }
            )
            .AddHttpMessageHandler(provider => new NextServerHandler(
                [.. provider.GetRequiredService<IOptions<RagClientOptions>>().Value.Servers],
                TimeProvider.System
            ));
    }

    private static string[] Addresses(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private sealed class OptionsCheck : IValidateOptions<RagClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, RagClientOptions options)
        {
            string[] faults = [.. options.Faults()];
            return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
