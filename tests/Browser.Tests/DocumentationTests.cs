using System.Net.Http.Json;
using Microsoft.Playwright;
using RagCluster.Browser.Tests.Browsing;

namespace RagCluster.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class DocumentationTests(BrowserFixture browser)
{
    [Fact]
    public async Task Docs_ListTheOperations_AndTheyCanBeTried()
    {
        await using Tab tab = await browser.OpenAsync("/docs");
        await tab.At(".opblock").First.WaitForAsync();
        string[] paths =
        [
            .. (await tab.At(".opblock-summary-path").AllInnerTextsAsync()).Select(p => p.Replace("\u200b", "", StringComparison.Ordinal)),
        ];
        Assert.Contains("/api/v1/collections/{collection}/ask", paths);
        Assert.Contains("/api/v1/collections/{collection}/documents", paths);

        await tab.At(".opblock-summary:has([data-path='/api/v1/status']) .opblock-summary-control").ClickAsync();
        await tab.At(".try-out__btn").ClickAsync();
        await tab.At("button.execute").ClickAsync();
        Assert.StartsWith(
            "200",
            await tab.At(".live-responses-table tbody .response-col_status").First.InnerTextAsync(),
            StringComparison.Ordinal
        );
        tab.AssertQuiet();
    }

    [Fact]
    public async Task TryItOut_WorksAsItStands_WithABodyAndWithAFile()
    {
        using HttpResponseMessage made = await browser.Http.PostAsync("/api/v1/collections", JsonContent.Create(new { name = "handbook" }));
        made.EnsureSuccessStatusCode();
        await using Tab tab = await browser.OpenAsync("/docs");
        await tab.At(".opblock").First.WaitForAsync();

        ILocator upload = await TryAsync(tab, "Documents", "addDocuments");
        await upload.Locator(".opblock-section-request-body select").First.SelectOptionAsync("multipart/form-data");
        await upload
            .Locator("input[type=file]")
            .First.SetInputFilesAsync(
                new FilePayload
                {
                    Name = "hours.md",
                    MimeType = "text/markdown",
                    Buffer = System.Text.Encoding.UTF8.GetBytes("# Opening hours\n\nThe workshop opens at nine in the morning."),
                }
            );
        Assert.StartsWith("20", await StatusAsync(upload), StringComparison.Ordinal);

        Assert.StartsWith("20", await StatusAsync(await TryAsync(tab, "Queries", "sendFeedback")), StringComparison.Ordinal);
        foreach (string operation in (string[])["search", "ask"])
            Assert.StartsWith("200", await StatusAsync(await TryAsync(tab, "Queries", operation)), StringComparison.Ordinal);
        // Swagger UI has no component of its own for binary text, says so, and shows the one for files.
        tab.AssertQuiet("JsonSchema_string_binary");
    }

    [Fact]
    public async Task TryItOut_ReadsACollectionThatIsThere_AndWritesToTheExamples()
    {
        await using Tab tab = await browser.OpenAsync("/");
        await tab.Page.RouteAsync(
            "**/api/v1/collections",
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions
                    {
                        ContentType = "application/json",
                        Body = """{"data":[{"name":"empty","documents":0},{"name":"filled","documents":3}]}""",
                    }
                )
        );
        await tab.Page.GotoAsync("/docs");
        await tab.At(".opblock").First.WaitForAsync();

        Assert.Equal("filled", await NameAsync(await TryAsync(tab, "Queries", "ask")));
        Assert.Equal("handbook", await NameAsync(await TryAsync(tab, "Documents", "addDocuments")));
        tab.AssertQuiet();

        static Task<string> NameAsync(ILocator block) => block.Locator("tr[data-param-name=collection] input").InputValueAsync();
    }

    // Everything but the file is the example that stands there.
    private static async Task<ILocator> TryAsync(Tab tab, string tag, string operation)
    {
        ILocator block = tab.At($"#operations-{tag}-{operation}");
        await block.Locator(".opblock-summary-control").ClickAsync();
        await block.Locator(".try-out__btn").ClickAsync();
        return block;
    }

    private static async Task<string> StatusAsync(ILocator block)
    {
        await block.Locator("button.execute").ClickAsync();
        return await block.Locator(".live-responses-table tbody .response-col_status").First.InnerTextAsync();
    }
}
