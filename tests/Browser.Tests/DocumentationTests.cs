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
}
